import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';

import type { ActionAnswer, ActionName } from '../page';
import { perform, tell } from './sandbox';

/** Text that a button beside it copies. */
export function Copied({ text, name }: { text: string; name: string }) {
	const copy = () =>
		navigator.clipboard.writeText(text).then(
			() => tell(`Copied ${name}.`),
			() => tell('The browser does not let this page copy.', true),
		);
	return (
		<>
			<code>{text}</code>{' '}
			<button type="button" class="small outline secondary" aria-label={`Copy ${name}`} onClick={copy}>
				Copy
			</button>
		</>
	);
}

/** How something stands, in words and in colour. */
export function Chip({ text, tone }: { text: string; tone?: 'good' | 'bad' | 'open' | undefined }) {
	return <span class={`chip ${tone ?? ''}`}>{text}</span>;
}

export function Time({ at, withDate = false }: { at: number; withDate?: boolean }) {
	const date = new Date(at);
	const text = withDate
		? date.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' })
		: date.toLocaleTimeString();
	return <time dateTime={date.toISOString()}>{text}</time>;
}

/** A button that does something in the sandbox, and nothing again before that is done. */
export function Act(props: {
	name: ActionName;
	fields: Record<string, unknown>;
	children: ComponentChildren;
	label?: string;
	isUsable?: boolean;
}) {
	const { name, fields, children, label, isUsable = true } = props;
	const [isBusy, setBusy] = useState(false);
	const press = async () => {
		if (isBusy || !isUsable) return;
		setBusy(true);
		await perform(name, fields).finally(() => setBusy(false));
	};
	return (
		// One that can't be used just now keeps the focus, and is still read out.
		<button type="button" class="small" aria-label={label} aria-disabled={!isUsable} onClick={press}>
			{children}
		</button>
	);
}

/** A field that is saved by a button. What somebody has typed and not saved stays, whatever the sandbox has. */
export function Field(props: {
	label: string;
	value: string;
	save: (text: string) => Promise<ActionAnswer>;
	saveLabel?: string;
	hint?: string;
	isUrl?: boolean;
	placeholder?: string;
}) {
	const { label, value, save, saveLabel, hint, isUrl, placeholder } = props;
	const [typed, setTyped] = useState<string>();
	const [problem, setProblem] = useState('');
	const id = useRef(`field-${Math.random().toString(36).slice(2)}`).current;
	const submit = async (event: Event) => {
		event.preventDefault();
		const answer = await save(typed ?? value);
		setProblem('problem' in answer ? answer.problem : '');
		if ('done' in answer) setTyped(undefined);
	};
	return (
		<form class="field" noValidate onSubmit={submit}>
			<label for={id}>{label}</label>
			<div class="beside">
				<input
					{...{ id, placeholder }}
					{...(isUrl ? ({ type: 'url' } as const) : ({ type: 'text' } as const))}
					value={typed ?? value}
					autocomplete="off"
					spellcheck={false}
					aria-invalid={problem ? 'true' : undefined}
					aria-describedby={`${id}-hint`}
					onInput={({ currentTarget }) => setTyped(currentTarget.value)}
				/>
				<button aria-label={saveLabel}>Save</button>
			</div>
			<small id={`${id}-hint`}>
				{problem && <span class="problem">{problem} </span>}
				{hint}
			</small>
		</form>
	);
}

/** Lists that are looked at one at a time, chosen by mouse, or by the arrow keys. */
export function Tabs({ tabs }: { tabs: { title: string; count?: number; panel: ComponentChildren }[] }) {
	const [chosen, choose] = useState(0);
	const buttons = useRef<(HTMLButtonElement | null)[]>([]);
	const step = (event: KeyboardEvent) => {
		const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		if (by === undefined) return;
		const next = (chosen + by + tabs.length) % tabs.length;
		choose(next);
		buttons.current[next]?.focus();
	};
	return (
		<>
			<div role="tablist" aria-label="What this GatePay has" onKeyDown={step}>
				{tabs.map(({ title, count }, place) => (
					<button
						type="button"
						role="tab"
						id={`tab-${place}`}
						aria-controls={`panel-${place}`}
						aria-selected={place === chosen}
						tabIndex={place === chosen ? 0 : -1}
						ref={(button) => void (buttons.current[place] = button)}
						onClick={() => choose(place)}
					>
						{title} {count !== undefined && <span class="count">{count}</span>}
					</button>
				))}
			</div>
			{tabs.map(({ panel }, place) => (
				<section
					role="tabpanel"
					id={`panel-${place}`}
					aria-labelledby={`tab-${place}`}
					hidden={place !== chosen}
				>
					{panel}
				</section>
			))}
		</>
	);
}

/** A list that scrolls by itself, so that what follows it stays near; `empty` is said if there is nothing in it. */
export function List(props: { name: string; empty?: string; children: ComponentChildren[] }) {
	const { name, empty, children } = props;
	if (children.length === 0 && empty) return <p class="empty">{empty}</p>;
	return (
		// Focusable, so that the keyboard can scroll it.
		<ul class="entries" aria-label={name} tabIndex={0}>
			{children}
		</ul>
	);
}
