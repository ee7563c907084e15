import { CfnResource, type Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { documentAt } from '../docs/documents';
import { examples, stackOf } from '../docs/examples';
import { elementsOf, ownerOf } from './ours';

const EXAMPLES = examples('docs-nag').filter(({ pages }) => !pages);

/** The findings that docs/checks.md explains, as it names them. */
const EXPLAINED = [...documentAt('docs/checks.md').markdown.matchAll(/^\| `(?<finding>[^`]+)` /gm)].map(
  ({ groups }) => groups?.['finding'] ?? '',
);

/** What examples make beside our constructs, as bare as they show it. */
const OF_EXAMPLES = [
  'AWS::EC2::SecurityGroup: EC23',
  'AWS::EC2::VPC: VPC7',
  'AWS::S3::Bucket: S1',
  'AWS::S3::Bucket: S10',
  'AWS::S3::BucketPolicy: S10',
];

interface Finding {
  readonly rule: string;
  readonly resource: CfnResource;
}

const resourcesOf = (scope: IConstruct) =>
  scope.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));

/** What the checks find in the app of a stack. */
function findingsIn(stack: Stack): Finding[] {
  const resources = resourcesOf(stack.node.root);
  return new AwsSolutionsChecks()
    .validateScope(stack.node.root)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.flatMap(({ constructPath }) =>
        resources
          .filter(({ node }) => node.path === constructPath)
          .map((resource) => ({ rule: ruleName.replace('AwsSolutions-', ''), resource })),
      ),
    );
}

const isOurs = ({ resource }: Finding) => ownerOf(resource) !== undefined;

/** A finding with the name of a construct below its provider, or `bucket`, in place of its logical id. */
function named({ rule, resource }: Finding): string {
  return rule.replace(/<(?<logicalId>\w+)\.Arn>/, (_, logicalId: string) => {
    const target = elementsOf(resource.stack).get(logicalId);
    const owner = target && ownerOf(target);
    const path = target?.node.path.slice(owner === undefined ? 0 : owner.node.path.length + 1) ?? logicalId;
    return `<${owner === undefined ? 'bucket' : path.replace(/\/Resource$/, '')}.Arn>`;
  });
}

const FINDINGS = EXAMPLES.map((example) => ({ ...example, findings: findingsIn(stackOf(example)) }));

test.each(FINDINGS)(
  '$title: the AWS solutions checks find nothing of ours but what is explained',
  ({ findings }) => {
    const unexplained = findings
      .filter(isOurs)
      .map(named)
      .filter((finding) => !EXPLAINED.includes(finding));
    expect(unexplained).toStrictEqual([]);
  },
);

test('all that is explained is found in an example', () => {
  const found = new Set(FINDINGS.flatMap(({ findings }) => findings.filter(isOurs).map(named)));
  expect([...found].sort()).toStrictEqual([...EXPLAINED].sort());
});

test('what is not ours is what an example makes beside it', () => {
  const found = new Set(
    FINDINGS.flatMap(({ findings }) =>
      findings
        .filter((finding) => !isOurs(finding))
        .map(({ rule, resource }) => `${resource.cfnResourceType}: ${rule}`),
    ),
  );
  expect([...found].sort()).toStrictEqual(OF_EXAMPLES);
});
