export const seconds = (figure: number) => `${figure.toFixed(figure < 1 ? 3 : 1)} s`;
export const times = (ratio: number) => `${ratio.toFixed(3)} ×`;
export const megabytes = (figure: number) => `${figure.toFixed(0)} MB`;
export const number = (figure: number) => figure.toLocaleString('en');
