export class Dummy { /** x */ public readonly a: string = 'b'; }
