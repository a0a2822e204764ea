import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether n8n finds the item that one of the error branch came from. It looks for it to put its fields beside the message
 * (`handleNodeErrorOutput` in n8n-core's `workflow-execute`). Where it finds nothing, such as behind the second output of
 * a pinned node, it throws, and passes the whole input on by the success branch. An item without a pairing isn't looked
 * for.
 *
 * @param item its position in the input
 */
export function canBeFollowed(context: IExecuteFunctions, item: number): boolean {
	if (context.getNode().onError !== 'continueErrorOutput') return true;
	try {
		const source = context.getInputSourceData();
		const { $getPairedItem } = context.getWorkflowDataProxy(item);
		// n8n 3 has it no more.
		if (typeof $getPairedItem === 'function') $getPairedItem(source.previousNode, source, { item });
		return true;
	} catch {
		return false;
	}
}
