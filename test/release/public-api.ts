/** What each public type and member is, without its text, as API.md has it. */
type Signatures = ReadonlyMap<string, string>;

const SECTION =
  /^#{3,6} .* id="cdk-workspace-images\.(?<id>[^"]+)"><\/a>$(?<body>[^]*?)(?=^#{2,6} |(?![^]))/gm;
const SIGNATURE = /^```typescript\n[^]*?^```$|^- \*.*$/gm;

/** Members of every construct, which come with the package `constructs`. */
const OF_CONSTRUCTS = new Set(['toString', 'with', 'isConstruct', 'node']);

const typeOf = (id: string) => id.split('.')[0] ?? id;
const memberOf = (id: string) =>
  /\.(?:property\.)?(?<name>(?!Initializer)\w+)/.exec(id)?.groups?.['name'] ?? typeOf(id);

function signatures(api: string): Signatures {
  const found = [...api.matchAll(SECTION)].map(
    ({ groups: { id = '', body = '' } = {} }) => [id, (body.match(SIGNATURE) ?? []).join('\n')] as const,
  );
  return new Map(found.filter(([id]) => !OF_CONSTRUCTS.has(memberOf(id))));
}

/** The names that differ between two states of API.md: of whole types, or of members of types that both have. */
export function changedNames(before: string, now: string): string[] {
  const [old, current] = [signatures(before), signatures(now)];
  const ids = [...new Set([...old.keys(), ...current.keys()])].filter(
    (id) => old.get(id) !== current.get(id),
  );
  const isInBoth = (type: string) => old.has(type) && current.has(type);
  return [...new Set(ids.map((id) => (isInBoth(typeOf(id)) ? memberOf(id) : typeOf(id))))].sort();
}

/** What CHANGELOG.md says of all that came after a release, or of everything. */
export function textSince(changelog: string, version?: string): string {
  const [text = ''] = version === undefined ? [changelog] : changelog.split(`\n## ${version} `);
  return text;
}

/** The names that stand in no code of a text. */
export function unmentioned(names: readonly string[], text: string): string[] {
  const code = text.match(/`[^`]*`/g) ?? [];
  const words = new Set(code.flatMap((part) => part.match(/\w+/g) ?? []));
  return names.filter((name) => !words.has(name));
}
