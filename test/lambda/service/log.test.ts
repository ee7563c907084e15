import { consoleLog } from '../../../lambda/service/log';

const ENTRY = { event: 'looked up', matching: 2, missing: ['wsi-000000001'], verdict: undefined };

describe.each(['info', 'error'] as const)('an %s entry', (level) => {
  const written = (isJsonRuntime: boolean, entry: object = ENTRY) => {
    const info = jest.spyOn(console, 'info').mockImplementation();
    const error = jest.spyOn(console, 'error').mockImplementation();
    consoleLog(isJsonRuntime)[level]({ ...entry });
    return { info: info.mock.calls, error: error.mock.calls };
  };

  test('becomes one line of JSON if Lambda writes text', () => {
    const line = '{"event":"looked up","matching":2,"missing":["wsi-000000001"]}';
    expect(written(false)).toEqual({ info: [], error: [], [level]: [[line]] });
  });

  test.each([true, false])('is redacted, also if Lambda makes JSON of it: %s', (isJsonRuntime) => {
    const who = 'arn:aws:sts::123456789012:assumed-role/Role/';
    const lines = written(isJsonRuntime, { error: `${who}WorkspaceImages-Images is denied` });
    expect(JSON.stringify(lines)).toContain(`${who}… is denied`);
  });

  test('is left to Lambda if Lambda makes JSON of it', () => {
    expect(written(true)).toEqual({ info: [], error: [], [level]: [[ENTRY]] });
  });
});
