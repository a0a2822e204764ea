import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether n8n goes on when this node throws, and would pass its input on by the success branch (`continuesOnError` in
 * n8n-core's `workflow-execute`). `continueOnFail()` alone doesn't tell: where a workflow holds both settings, it looks at
 * the newer one, *On Error*, only, and n8n's engine goes on where either says so.
 */
export function continues(context: IExecuteFunctions): boolean {
	return context.continueOnFail() || context.getNode().continueOnFail === true;
}
