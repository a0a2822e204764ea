import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

import ts from 'typescript';

/** What a form says of itself; everything else that is a phrase can end in a message. */
const FORM_TEXTS = new Set([
	'action',
	'activationMessage',
	'description',
	'displayName',
	'eventTriggerDescription',
	'executionsHelp',
	'header',
	'hint',
	'name',
	'placeholder',
	'searchHint',
]);

const FEWEST_WORDS = 3;

/**
 * Every phrase of a message that the published code can show: the words between what varies, up to the first end of a
 * clause. All texts of three words and more count, wherever they stand, so that none can be forgotten.
 */
export function phrasesOfMessages(): string[] {
	const phrases = publishedTexts()
		.map(firstClause)
		.filter((phrase) => wordsOf(phrase) >= FEWEST_WORDS);
	return [...new Set(phrases)];
}

/** Every name that a message puts in single quotes, as the form writes its own. */
export function namesInMessages(): string[] {
	const names = publishedTexts().flatMap((text) =>
		[...text.matchAll(/(?<!\w)'([A-Z][A-Za-z ]+)'/g)].map(([, name = '']) => name),
	);
	return [...new Set(names)];
}

function publishedTexts(): string[] {
	const files = execFileSync('git', ['ls-files', 'nodes/*.ts', 'credentials/*.ts', 'gatepay/*.ts'], {
		encoding: 'utf8',
	});
	return files.trim().split('\n').flatMap(textsIn);
}

function textsIn(file: string): string[] {
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isPropertyAssignment(node) && FORM_TEXTS.has(node.name.getText()) && isText(node.initializer))
			return;
		if (ts.isTaggedTemplateExpression(node) || ts.isImportDeclaration(node)) return;
		if (ts.isStringLiteralLike(node)) texts.push(node.text);
		if (ts.isTemplateExpression(node)) {
			texts.push(node.head.text, ...node.templateSpans.map(({ literal }) => literal.text));
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
	return texts;
}

function isText(node: ts.Node): boolean {
	return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node);
}

/** Without the signs at both ends, which join it to what varies. */
function firstClause(text: string): string {
	const trimmed = text.replace(/^(?:[^\p{L}\p{N}'{]|'(?=[\s,]))+|[\s(:;,.“']+$/gu, '');
	const clause = /^.+?(?=[:;.](?:\s|$))/.exec(trimmed)?.[0] ?? trimmed;
	return wordsOf(clause) >= FEWEST_WORDS ? clause : trimmed;
}

function wordsOf(text: string): number {
	return text.split(/\s+/).filter((word) => /\p{L}{2}/u.test(word)).length;
}
