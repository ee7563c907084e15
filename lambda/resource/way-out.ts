import { type ResourceIds, stackOf } from './response';

/** The command that ends a rollback without a resource. */
export function rollbackWithout(ids: ResourceIds): string {
  return (
    `aws cloudformation continue-update-rollback --stack-name ${stackOf(ids).name} ` +
    `--resources-to-skip ${ids.LogicalResourceId} (for a nested stack, name the outermost stack and ` +
    `<nested stack>.${ids.LogicalResourceId})`
  );
}
