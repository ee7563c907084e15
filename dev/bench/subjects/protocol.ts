/** A line that begins so is for the bench. Alone, it means that the subject has loaded. */
export const MARK = '#bench ';
