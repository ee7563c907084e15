/** The variable, or variables, by which each CI system names a build. */
const BUILD_VARIABLES = [
  // https://docs.github.com/actions/reference/workflows-and-actions/variables
  ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT'],
  // https://docs.gitlab.com/ci/variables/predefined_variables/
  ['CI_PIPELINE_ID'],
  // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
  ['CODEBUILD_BUILD_ID'],
  // https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
  ['BUILD_TAG'],
  // https://learn.microsoft.com/azure/devops/pipelines/build/variables
  ['BUILD_BUILDID'],
  // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
  ['BITBUCKET_BUILD_NUMBER'],
  // https://circleci.com/docs/reference/variables/
  ['CIRCLE_WORKFLOW_ID'],
  // https://buildkite.com/docs/pipelines/configure/environment-variables
  ['BUILDKITE_BUILD_ID'],
];

/** Values for `refreshKey`. */
export class RefreshKey {
  /**
   * The id of the build that runs this, so that each build looks up again. Undefined outside a CI system.
   *
   * It reads the variables of GitHub Actions (`<run id>-<attempt>`), GitLab, CodeBuild, Jenkins, Azure Pipelines,
   * Bitbucket, CircleCI and Buildkite, and takes the first that is set. Synthesize once for a pipeline: each synth of
   * another build has another key.
   *
   * @example
   * new WorkspaceImage(this, 'Golden', { refreshKey: RefreshKey.ofCiBuild() });
   */
  public static ofCiBuild(): string | undefined {
    return BUILD_VARIABLES.map((names) => names.flatMap((name) => process.env[name] ?? []).join('-')).find(
      (key) => key !== '',
    );
  }

  private constructor() {
    // A class of values only.
  }
}
