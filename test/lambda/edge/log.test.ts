import { consoleLog } from '../../../lambda/edge/log';

const ENTRY = { event: 'looked up', matching: 2, missing: ['wsi-000000001'], countProblem: undefined };

describe.each(['info', 'error'] as const)('an %s entry', (level) => {
  const written = (AWS_LAMBDA_LOG_FORMAT: string | undefined) => {
    const info = jest.spyOn(console, 'info').mockImplementation();
    const error = jest.spyOn(console, 'error').mockImplementation();
    jest.replaceProperty(process, 'env', { AWS_LAMBDA_LOG_FORMAT });
    consoleLog[level](ENTRY);
    return { info: info.mock.calls, error: error.mock.calls };
  };

  afterEach(() => {
    jest.restoreAllMocks();
  });

  test.each([undefined, 'Text'])('becomes one line of JSON where the format is %s', (format) => {
    const line = '{"event":"looked up","matching":2,"missing":["wsi-000000001"]}';
    expect(written(format)).toEqual({ info: [], error: [], [level]: [[line]] });
  });

  test('is left to Lambda where Lambda makes JSON of it', () => {
    expect(written('JSON')).toEqual({ info: [], error: [], [level]: [[ENTRY]] });
  });
});
