import { useOwnTemporaryFolder } from '../dev/local-aws/temporary-folder';

/** Each CDK app that a test synthesizes leaves a folder. A global teardown would be left out if the run ends early. */
export default function setUpRun(): void {
  useOwnTemporaryFolder('tests-');
}
