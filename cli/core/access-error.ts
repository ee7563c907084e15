/** AWS does not tell what a preview asks for. The message says what to do. */
export class AccessError extends Error {}

/** The credentials may not assume the role of a lookup, which its function may. */
export class RoleError extends AccessError {}
