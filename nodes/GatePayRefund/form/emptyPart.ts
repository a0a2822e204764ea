import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Finds the part of a text with expressions that came out empty: n8n drops it in silence.
 *
 * @param raw the parameter as it is stored; a text with expressions begins with `=`
 * @returns the expression between the braces; undefined where every part has a value
 */
export function emptyPartOf(context: IExecuteFunctions, raw: unknown, itemIndex: number): string | undefined {
	if (typeof raw !== 'string' || !raw.startsWith('=')) return undefined;
	const parts = [...raw.matchAll(/\{\{([\s\S]+?)\}\}/g)].map(([, part = '']) => part.trim());
	return parts.find((part) => isEmpty(context, part, itemIndex));
}

function isEmpty(context: IExecuteFunctions, part: string, itemIndex: number): boolean {
	try {
		const value: unknown = context.evaluateExpression(`{{ ${part} }}`, itemIndex);
		return value === undefined || value === null || value === '';
	} catch {
		// A part that was cut at the wrong braces can't be worked out alone; the whole text is checked all the same.
		return false;
	}
}
