import ts from 'typescript';

/** The name under which a script finds what may throw. */
export const HOOK = '__mayThrow';

/** A script in which every function, and every initial value of a field, begins with a call of the hook. */
export interface Instrumented {
	script: string;
	/** The functions' names and positions; the hook is called with their index. */
	places: string[];
}

export function instrument(script: string): Instrumented {
	const source = ts.createSourceFile('script.js', script, ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
	const places: string[] = [];
	const insertions: Array<[position: number, text: string]> = [];
	const callAt = (node: ts.Node, name: string): string => {
		const { line } = source.getLineAndCharacterOfPosition(node.getStart());
		return `${HOOK}(${places.push(`${name} (line ${line + 1})`) - 1})`;
	};
	const before = (expression: ts.Expression, call: string) =>
		insertions.push([expression.getStart(), `(${call}, `], [expression.getEnd(), ')']);

	const visit = (node: ts.Node): void => {
		if (ts.isFunctionLike(node) && 'body' in node && node.body) {
			const { body } = node;
			const call = callAt(node, nameOf(node));
			if (ts.isBlock(body)) insertions.push([body.getStart() + 1, ` ${call}; `]);
			else before(body, call);
		} else if (ts.isPropertyDeclaration(node) && node.initializer) {
			before(node.initializer, callAt(node, nameOf(node)));
		}
		ts.forEachChild(node, visit);
	};
	// Not what runs once, when n8n starts: the functions that esbuild adds.
	visit(source);
	return { script: spliced(script, insertions), places };
}

function nameOf(node: ts.Node): string {
	for (let at: ts.Node | undefined = node; at; at = at.parent) {
		const { name } = at as { name?: ts.Node };
		const own = ts.isConstructorDeclaration(at) ? 'constructor' : name?.getText();
		if (own === undefined) continue;
		const around = ts.isClassElement(at)
			? `${(at.parent as ts.ClassDeclaration).name?.getText() ?? ''}.`
			: '';
		return `${around}${own}${at === node ? '' : ' →'}`;
	}
	return 'script';
}

/** Outer insertions at one position come before inner ones, as they were made; ends the other way round. */
function spliced(text: string, insertions: ReadonlyArray<[position: number, text: string]>): string {
	const at = new Map<number, string>();
	for (const [position, piece] of insertions) {
		const present = at.get(position) ?? '';
		at.set(position, piece === ')' ? `${piece}${present}` : `${present}${piece}`);
	}
	let result = '';
	let from = 0;
	for (const [position, piece] of [...at].sort(([one], [other]) => one - other)) {
		result += text.slice(from, position) + piece;
		from = position;
	}
	return result + text.slice(from);
}
