import { join } from 'node:path';

import { Editor } from '../../test/e2e/browser/editor';
import { openBrowser } from '../../test/e2e/browser/openBrowser';
import { startN8n, until } from '../n8n';
import { LOCAL } from '../n8n/folders';
import { importCredentials, type WorkflowFile } from '../n8n/imports';
import { sandboxCredentials } from '../n8n/sandboxCredentials';
import { startSandbox, type Sandbox } from '../sandbox';
import { servePage } from '../sandbox/page/page';
import { Camera } from './camera';

/** Small, so that text can be read where the film is shown smaller than it was taken. */
const VIEWPORT = { width: 1200, height: 750 };

/** A real n8n with this package, the sandbox with its page, and a camera before both. */
export interface Studio {
	sandbox: Sandbox;
	editor: Editor;
	camera: Camera;
	/** Makes a workflow, and gives its ID. */
	add(workflow: WorkflowFile): Promise<string>;
	close(): Promise<void>;
}

export async function openStudio(report: (step: string) => void): Promise<Studio> {
	const browser = await openBrowser();
	// Its refunds don't end: what GatePay has accepted counts as paid.
	const sandbox = await startSandbox();
	servePage(sandbox);
	const n8n = await startN8n({
		name: 'film',
		report,
		prepare: (fresh) => importCredentials(fresh, sandboxCredentials(sandbox)),
	});
	const editor = await Editor.open(browser, n8n);
	await editor.page.setViewportSize(VIEWPORT);
	return {
		sandbox,
		editor,
		camera: await Camera.on(editor.page, join(LOCAL, 'film')),
		add: async (workflow) => {
			const { id } = await n8n.rest.post<{ id: string }>('/workflows', {
				...workflow,
				// n8n gives out the ID.
				id: undefined,
				active: false,
				// Where there is none, n8n can't run a node that has been run before, until the editor has saved.
				pinData: {},
			});
			return id;
		},
		close: async () => {
			await browser.close();
			await n8n.stop();
			await sandbox.close();
		},
	};
}

/**
 * Waits until the open form shows a word as its output. The click that began it may have been lost: then it is repeated,
 * but never while the node runs or once it has, for its next run has another outcome.
 */
export async function outputOf({ editor }: Studio, word: string): Promise<void> {
	const found = editor.form.getByTestId('output-panel').getByText(word).first();
	await until(`${word} in the output`, async () => {
		const isThere = await found.waitFor({ timeout: 5_000 }).then(
			() => true,
			() => false,
		);
		if (isThere) return true;
		if (!(await editor.isBusy()) && !(await found.isVisible())) await editor.runNode();
		return undefined;
	});
}
