import { App, type CfnElement, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { commandEnvironment } from '../../dev/local-aws/environment';
import { runProgram } from '../../dev/local-aws/program';
import type { PythonTools } from '../../dev/local-aws/python';
import { examples, stackOf } from '../docs/examples';
import { ensureLinters } from '../linters/linters';
import { elementsOf, ownerOf } from './ours';

const EXAMPLES = examples('docs-lint').filter(({ pages }) => !pages);

/** What the CDK's own constructs write: they depend on their role by a reference, and by `DependsOn`. */
const OF_THE_CDK = ['AWS::Lambda::Function: W3005', 'AWS::StepFunctions::StateMachine: W3005'];

/** A stack that only imports has no resource. The linter does not know `Fn::GetStackOutput` yet. */
const OF_EXAMPLES = ['AWS::SSM::Parameter: E1017', 'output: E6101', 'output: W6001', 'template: E1001'];

/** A finding, as cfn-lint writes it in JSON. */
interface Finding {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/** The stacks of the app of a stack, by the file of their template. */
function templatesOf(stack: Stack): (readonly [file: string, stack: Stack])[] {
  const stacks = stack.node.root.node.findAll().filter((construct) => Stack.isStack(construct));
  const artifacts = Stage.of(stack)?.synth().stacks ?? [];
  return artifacts.flatMap(({ id, templateFullPath }) =>
    stacks.filter(({ artifactId }) => artifactId === id).map((found) => [templateFullPath, found] as const),
  );
}

/** A function and a state machine, as anybody makes them. */
function plainStack(): Stack {
  const stack = new Stack(new App(), 'Plain');
  new Function(stack, 'Function', {
    code: Code.fromInline('exports.handler = async () => {};'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
  new StateMachine(stack, 'StateMachine', {
    definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')),
  });
  return stack;
}

let tools: PythonTools;

beforeAll(async () => {
  tools = await ensureLinters();
}, 600_000);

/** What the linter finds in the apps of stacks, in one process for all of them. */
async function lint(stacks: readonly Stack[]) {
  const templates = new Map(stacks.flatMap(templatesOf));
  const { output } = await runProgram(
    tools.bin('cfn-lint'),
    ['--format', 'json', '--', ...templates.keys()],
    {
      env: commandEnvironment(process.env, {}),
    },
  );
  const elements = new Map([...templates].map(([file, stack]) => [file, elementsOf(stack)]));
  return (JSON.parse(output) as Finding[]).map(({ Filename, Rule, Location }) => {
    const element = elements.get(Filename)?.get(String(Location.Path?.[1]));
    return {
      stack: templates.get(Filename),
      isOurs: element !== undefined && ownerOf(element) !== undefined,
      says: `${kindOf(element)}: ${Rule.Id}`,
    };
  });
}

function kindOf(element: CfnElement | undefined): string {
  if (element === undefined) {
    return 'template';
  }
  return CfnResource.isCfnResource(element) ? element.cfnResourceType : 'output';
}

test('cfn-lint finds nothing of ours in the templates of the examples but what the CDK writes', async () => {
  const plain = plainStack();
  const stacks = EXAMPLES.map(stackOf);
  const findings = await lint([...stacks, plain]);
  const said = (is: (finding: (typeof findings)[number]) => boolean) =>
    [...new Set(findings.filter(is).map(({ says }) => says))].sort();

  expect(stacks.length).toBeGreaterThan(30);
  expect(said(({ stack }) => stack === plain)).toStrictEqual(OF_THE_CDK);
  expect(said(({ isOurs }) => isOurs)).toStrictEqual(OF_THE_CDK);
  expect(said(({ stack, isOurs }) => stack !== plain && !isOurs)).toStrictEqual(OF_EXAMPLES);
}, 300_000);
