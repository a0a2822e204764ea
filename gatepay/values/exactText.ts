/** How a text is judged, whole or in parts, before its reader sees it. */
export type Kind = keyof typeof CHECKS;

/**
 * What speaks against a text, continuing “which”, and what to do about it. Each takes time that grows with the length of
 * the text only, but for `isDecomposed`: texts are short when they come here.
 */
type Check = (text: string) => string | undefined;

/** Which kind of text is judged by what. */
const CHECKS = {
	/** Says which refund it is, where it goes or what accompanies it there. */
	text: [isNotFilledIn, saysNothing, isRewrittenNumber, hasGap, hasInvisible, isDecomposed],
	/** An amount, a number, a choice, a date: the reader knows every form that it may have. */
	value: [isNotFilledIn, saysNothing, hasGap, hasInvisible, isDecomposed],
	/** A code or a password may be made of anything. */
	secret: [isNotFilledIn, saysNothing],
	/** For people. */
	free: [],
} as const satisfies Record<string, readonly Check[]>;

/**
 * Judges a text, or a part that an expression gives: a text that isn't what was meant makes a second refund of a repeat,
 * one refund of two, or sends money astray.
 *
 * @returns what speaks against it, continuing “which”; undefined if nothing does
 */
export function flawOf(text: string, kind: Kind): string | undefined {
	for (const check of CHECKS[kind]) {
		const flaw = check(text);
		if (flaw !== undefined) return flaw;
	}
	return undefined;
}

const SPREADSHEET =
	/^(?:#[¡¿]?\p{Lu}+(?:\/0)?[!?]|#\p{Lu}\/\p{Lu}|#NV|#GETTING_DATA|Err:\d+|Loading(?:\.\.\.|…))$/u;

const NAME = String.raw`\s*[\p{L}_][\p{L}\p{M}_ .:'-]*`;
/** Notations that nobody uses for anything else: Mustache, Liquid, Jinja, ERB, EL, Ruby, Salesforce, Mailchimp, … */
const PLACEHOLDER = new RegExp(
	String.raw`\{\{[^]*\}\}|[$#%@]\{[^{}]*\}|\{[%!$][^{}]*\}|<[%?][^<>]*>|##${NAME}##|%%${NAME}%%|\*\|[^|]*\|\*`,
	'u',
);
/** Notations that mean something else if there is more than a name in them: `<ticket-id>`, but `[RET-12]`. */
const NAME_ONLY = new RegExp(
	`^(?:<+${NAME}>+|\\[+${NAME}\\]+|\\{(?:${NAME}|\\d)\\}|«${NAME}»|%${NAME}%|#${NAME}#|@${NAME}@|__${NAME}__|:${NAME}:|=?\\$!?[\\p{L}_][\\w.]*\\$?)$`,
	'u',
);
/** n8n runs what stands in braces, of a text that begins with `=`. */
const EXPRESSION = /(?<![\w$])\$(?:\(\s*['"`]|(?:[a-zA-Z]+)(?:\??\.[A-Za-z_]|\[|\())/;

function isNotFilledIn(text: string): string | undefined {
	const trimmed = text.trim();
	if (SPREADSHEET.test(trimmed)) {
		return 'a spreadsheet shows if it cannot work out a cell: correct the cell';
	}
	return PLACEHOLDER.test(text) || NAME_ONLY.test(trimmed) || EXPRESSION.test(text)
		? 'is a placeholder that was not filled in: switch the field to Expression if it is an expression, with {{ and }} around it, or correct the value where it comes from'
		: undefined;
}

const NOTHING = /^[^\p{L}\p{N}]*(?:(?:n\/a|n\.a|none|null|nil|undefined|nan)[^\p{L}\p{N}]*)?$/iu;

function saysNothing(text: string): string | undefined {
	return NOTHING.test(text) ? 'says nothing: correct it where it comes from' : undefined;
}

/** An exponent behind a decimal mark, or with a sign, or `.0`: `12e45678` may be an ID. */
const REWRITTEN_NUMBER = /^[+-]?(?:\d+[.,]\d+e[+-]?\d+|\d+e[+-]\d+|\d+\.0)$/i;

function isRewrittenNumber(text: string): string | undefined {
	return REWRITTEN_NUMBER.test(text.trim())
		? 'is a number as a spreadsheet or a program rewrites it: pass it as text, with all its digits, from where it comes'
		: undefined;
}

/**
 * What JavaScript and n8n write in place of what isn't there. Names and words such as Aminullah, Annull or Rnull have
 * `null` between small letters or behind the one capital that begins them.
 */
const GAP =
	/undefined|Invalid Date|\[object |(?<![\p{L}\p{N}])NaN(?![\p{L}\p{N}])|(?<!\p{Ll}|(?<![\p{L}\p{N}])\p{Lu})(?:null)+(?!\p{Ll})/u;

function hasGap(text: string): string | undefined {
	return GAP.test(text) ? 'lacks a part: check what it is made of' : undefined;
}

/**
 * Control and format characters, halves of characters, what Unicode shows as nothing, and spaces but the plain one. Tabs
 * and line breaks count inside a text only: those around it are left to its reader.
 */
const INVISIBLE =
	/(?![\t\r\n ])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\u2800]/u;

function hasInvisible(text: string): string | undefined {
	const [character] = INVISIBLE.exec(text) ?? /[\t\r\n]/.exec(text.trim()) ?? [];
	const codePoint = character?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
	return (
		codePoint &&
		`contains a character that cannot be seen (U+${codePoint}): type it again, or remove it in the expression`
	);
}

/** Two texts that look the same would make two refunds. */
function isDecomposed(text: string): string | undefined {
	return text === text.normalize('NFC')
		? undefined
		: "contains a letter that is made of several characters (it is not in Unicode's form NFC): add .normalize() to the expression";
}
