import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const svg = readFileSync(join(__dirname, '..', '..', 'docs', 'architecture.svg'), 'utf8');
const [light = '', dark = ''] = svg.split('@media (prefers-color-scheme: dark)');

/** Each class of text, and the class of what it stands on. */
const TEXTS = [
  ['title', 'card'],
  ['detail', 'card'],
  ['detail', 'page'],
  ['detail', 'panel'],
  ['label', 'page'],
  ['code', 'card'],
  ['head', 'page'],
  ['head', 'panel'],
  ['on-passes', 'passes'],
  ['on-waits', 'waits'],
  ['on-fails', 'fails'],
] as const;

/** The relative luminance of WCAG 2, of the fill that a class has. */
function luminance(style: string, name: string): number {
  const rgb = new RegExp(`\\.${name}\\b[^{]*{[^}]*fill: #(?<rgb>[0-9a-f]{6});`).exec(style)?.groups?.['rgb'];
  const [r = NaN, g = NaN, b = NaN] = [...(rgb?.matchAll(/../g) ?? [])]
    .map(([hex]) => parseInt(hex, 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('is well-formed', () => {
  const tag = /<(?<end>\/?)(?<name>\w+)(?: [\w:-]+="[^"<&]*")*(?<empty>(?: ?\/)?)>/g;
  const open: string[] = [];
  const names = [...svg.matchAll(tag)].map(({ groups }) => {
    const name = groups?.['name'] ?? '';
    if (groups?.['end'] === '/') {
      expect(name).toBe(open.pop());
    } else if (groups?.['empty'] === '') {
      open.push(name);
    }
    return name;
  });
  expect(names[0]).toBe('svg');
  expect(open).toStrictEqual([]);
  expect(svg.replaceAll(tag, '')).not.toMatch(/[<>&]/);
});

test('needs nothing from elsewhere', () => {
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
    /\/\/|href|url\(|@import|@font-face|<script|<image|<foreignObject|\son\w+=/i,
  );
});

test('has a name and a description for those who cannot see it', () => {
  expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc">/);
  expect(svg).toMatch(/<title id="title">[^<]+<\/title>/);
  expect(svg).toMatch(/<desc id="desc">[^<]+<\/desc>/);
});

test('is small', () => {
  expect(Buffer.byteLength(svg)).toBeLessThan(12 * 1024);
});

test.each([
  ['light', light],
  ['dark', dark],
])('can be read in the %s scheme', (_, style) => {
  const contrasts = TEXTS.map(([text, ground]) => {
    const [darker = NaN, lighter = NaN] = [luminance(style, text), luminance(style, ground)].sort(
      (a, b) => a - b,
    );
    return { text, ground, contrast: (lighter + 0.05) / (darker + 0.05) };
  });
  expect(contrasts.filter(({ contrast }) => !(contrast >= 4.5))).toStrictEqual([]);
});
