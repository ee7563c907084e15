/** A property of a custom resource: one row of its table. */
import { parseInstant } from './instant';
import { INSTANT, type Rule } from './rules';

/** A property in a template. CloudFormation turns every scalar into a string. */
export type Written = string | readonly string[];

/** Tells the values that are not known yet: the CDK's tokens at synth, none at deploy time. */
export type IsToken = (value: Written) => boolean;

/** How the value of a property is written. A CDK app converts and checks its props by it. */
export type WireType = 'text' | 'texts' | 'choice' | 'choices' | 'integer' | 'flag' | 'seconds' | 'instant';

export interface Row<Value> {
  readonly wireType: WireType;
  readonly rule: Rule;

  /** The enum-like class of a choice. */
  readonly className?: string;
  readonly default?: Default;

  /** Whether the property must be there. */
  readonly isRequired: boolean;

  /** Whether a change of the property makes a new resource. */
  readonly isHashed: boolean;

  /** Whether an empty lookup may give the list. NOTHING is then left out of it. */
  readonly mayBeEmpty: boolean;

  /** Whether an error may say what was got. */
  readonly isShown: boolean;
  readonly decode: (written: Written | undefined, all: Texts) => Value;
}

/** What a property means when it is left out. */
interface Default {
  /** The property that it depends on, if it does. */
  readonly dependsOn?: string;

  /** Return undefined if the value of that property must be known, and is a token. */
  readonly of: (dependency: Written | undefined, isToken: IsToken) => string | undefined;
}

/** Properties as text, by key. */
export type Texts = Readonly<Record<string, Written | undefined>>;

export type Table = Readonly<Record<string, Row<unknown>>>;
export type Values<T extends Table> = {
  readonly [Key in keyof T]: T[Key] extends Row<infer Value> ? Value : never;
};

/** Stands for an empty list and for a missing value, so that every list has a first element. */
export const NOTHING = '-';

export const text = (rule: Rule): Row<string | undefined> => scalar('text', rule, (written) => written);

export const oneText = <Text extends string>(rule: Rule<Text>): Row<Text | undefined> =>
  scalar('text', rule, (written) => [written].find(rule.allows));

export const choice = <Text extends string>(className: string, rule: Rule<Text>): Row<Text | undefined> => ({
  ...oneText(rule),
  wireType: 'choice',
  className,
});

export const integer = (rule: Rule): Row<number | undefined> => scalar('integer', rule, Number);

export const flag = (rule: Rule): Row<boolean | undefined> =>
  scalar('flag', rule, (written) => written === 'true');

/** A duration, in seconds. */
export const seconds = (rule: Rule): Row<number | undefined> => scalar('seconds', rule, Number);

export const instant = (): Row<Date | undefined> => scalar('instant', INSTANT, parseInstant);

export const texts = <Text extends string>(rule: Rule<Text>): Row<readonly Text[]> => ({
  wireType: 'texts',
  rule,
  isRequired: false,
  isHashed: true,
  mayBeEmpty: false,
  isShown: true,
  decode: (written) => (typeof written === 'object' ? written.filter(rule.allows) : []),
});

export const choices = <Text extends string>(className: string, rule: Rule<Text>): Row<readonly Text[]> => ({
  ...texts(rule),
  wireType: 'choices',
  className,
});

/** A list that arrives as one text, such as the attribute of another resource. */
export const joinedTexts = (
  rule: Rule,
  separator: string,
  nothing: string,
): Row<readonly string[] | undefined> =>
  scalar('text', rule, (written) => (written === nothing ? [] : written.split(separator)));

/** A default that depends on nothing. */
export const defaultTo = (row: Row<number | undefined>, value: number): Row<number> => ({
  ...row,
  default: { of: () => String(value) },
  decode: (written, all) => row.decode(written, all) ?? value,
});

/** A default that depends on whether another property is there. It is known even if that property is a token. */
export const defaultByPresence = <Value extends string>(
  row: Row<Value | undefined>,
  dependsOn: string,
  of: (isPresent: boolean) => Value,
): Row<Value> => ({
  ...row,
  default: { dependsOn, of: (dependency) => of(dependency !== undefined) },
  decode: (written, all) => row.decode(written, all) ?? of(all[dependsOn] !== undefined),
});

/** A default that is the length of another property's list, or `otherwise` without it. */
export const defaultByLength = (
  row: Row<number | undefined>,
  dependsOn: string,
  otherwise: number,
): Row<number> => ({
  ...row,
  default: {
    dependsOn,
    of: (dependency, isToken) =>
      holdsToken(dependency, isToken) ? undefined : String(dependency?.length ?? otherwise),
  },
  decode: (written, all) => row.decode(written, all) ?? all[dependsOn]?.length ?? otherwise,
});

/** A property that `readTexts` and `encode` refuse to be without. */
export const required = <Value>(row: Row<Value | undefined>): Row<Value> => ({
  ...row,
  isRequired: true,
  decode: (written, all) => {
    const value = row.decode(written, all);
    if (value === undefined) {
      throw new Error(`must be ${row.rule.expected}`);
    }
    return value;
  },
});

/** For a text that may come from a secret, by a reference that CloudFormation resolves. */
export const unshown = <Value>(row: Row<Value>): Row<Value> => ({ ...row, isShown: false });

export const unhashed = <Value>(row: Row<Value>): Row<Value> => ({ ...row, isHashed: false });

/** For a list of which an empty one means the same as none. Elsewhere, to leave out NOTHING would match more. */
export const mayBeEmpty = <Value>(row: Row<readonly Value[]>): Row<readonly Value[]> => ({
  ...row,
  mayBeEmpty: true,
});

export function holdsToken(written: Written | undefined, isToken: IsToken): boolean {
  return (
    written !== undefined && (isToken(written) || (typeof written === 'object' && written.some(isToken)))
  );
}

function scalar<Value>(
  wireType: WireType,
  rule: Rule,
  read: (written: string) => Value | undefined,
): Row<Value | undefined> {
  return {
    wireType,
    rule,
    isRequired: false,
    isHashed: true,
    mayBeEmpty: false,
    isShown: true,
    decode: (written) => (typeof written === 'string' ? read(written) : undefined),
  };
}
