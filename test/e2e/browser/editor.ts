import type { Browser, Locator, Page } from 'playwright-core';

import { until, type N8n } from '../../../tools/n8n';
import type { Home } from '../../../tools/n8n/home';

/** Roomy enough for the form with both of its panels. */
const VIEWPORT = { width: 1440, height: 900 };

/** Long enough for something that is there; what isn't is tried again. */
const AT_ONCE = { timeout: 5_000 };

/** n8n's passing messages, such as “Workflow executed successfully”, lie over the lower right corner. */
const WITHOUT_MESSAGES = '.el-notification { visibility: hidden !important }';

/** n8n's editor, used as a person uses it. */
export class Editor {
	private constructor(
		readonly page: Page,
		/** What the page logged as an error. */
		readonly errors: string[],
	) {}

	/** Opens a page of its own, with the owner logged in. */
	static async open(
		browser: Browser,
		n8n: Pick<N8n, 'url'> & { home: Pick<Home, 'owner'> },
	): Promise<Editor> {
		const { email, password } = n8n.home.owner;
		const context = await browser.newContext({ baseURL: n8n.url, viewport: VIEWPORT });
		context.setDefaultTimeout(60_000);
		await context.request.post('/rest/login', {
			data: { emailOrLdapLoginId: email, password },
		});
		const page = await context.newPage();
		const errors: string[] = [];
		page.on('pageerror', (error) => errors.push(error.message));
		return new Editor(page, errors);
	}

	/** Shows a workflow, once its nodes are drawn. */
	async show(workflowId: string): Promise<void> {
		await this.page.goto(`/workflow/${workflowId}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Takes a workflow in by *⋯ → Import → From file*, in a new workflow; gives its ID. */
	async importFile(file: string): Promise<string> {
		await this.page.goto('/workflow/new');
		await this.page.getByTestId('canvas-plus-button').waitFor();
		await this.page.getByTestId('workflow-menu').click();
		await this.page.getByTestId('workflow-menu-item-import').hover();
		const chooser = this.page.waitForEvent('filechooser');
		await this.page.getByTestId('workflow-menu-item-import-from-file').click();
		await (await chooser).setFiles(file);
		await this.page.getByTestId('canvas-node').first().waitFor();
		// n8n saves it by itself; until then, its address is that of a new one.
		await this.page.waitForURL(({ search }) => !search.includes('new=true'));
		return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
	}

	/** A node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Runs the workflow with the button under the canvas, until this node is marked as done. */
	async runWorkflow(lastNode: string): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		await this.node(lastNode).getByTestId('canvas-node-status-success').waitFor();
	}

	/** Opens the list of nodes behind the last node, and searches it. */
	async search(text: string): Promise<Locator> {
		await this.page.getByTestId('canvas-handle-plus').last().click();
		await this.page.getByTestId('node-creator-search-bar').fill(text);
		const found = this.page.getByTestId('item-iterator-item');
		await found.filter({ hasText: 'GatePay' }).first().waitFor();
		return found;
	}

	/** Picks an action of the list; its form opens. */
	async pick(action: string): Promise<void> {
		await this.page.getByText(action, { exact: true }).click();
		await this.form.waitFor();
	}

	/** Opens a node's form. */
	async openForm(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.form.waitFor();
	}

	get form(): Locator {
		return this.page.getByTestId('ndv');
	}

	/** A parameter of the open form, by its name. */
	parameter(name: string): Locator {
		return this.form.getByTestId(`parameter-input-${name}`);
	}

	/** The names of the parameters that the open form shows, from top to bottom. */
	async parameters(): Promise<string[]> {
		return await this.form
			.locator('[data-test-id="node-parameters"], .node-parameters-wrapper')
			.first()
			.locator('[data-test-id^="parameter-input-"]')
			.evaluateAll((elements) =>
				elements
					.map((element) => element.getAttribute('data-test-id')?.replace('parameter-input-', '') ?? '')
					.filter((name) => !['field', 'item'].includes(name)),
			);
	}

	/** Types into a text field, and leaves it: n8n takes a value over with a delay, or when the field is left. */
	async fill(name: string, text: string): Promise<void> {
		const field = this.parameter(name).locator('input, textarea').first();
		await field.fill(text);
		await field.press('Tab');
	}

	/** Chooses from a list by the words that it shows. The form is drawn anew now and then, which closes the list. */
	async choose(name: string, choice: string): Promise<void> {
		await until(`“${choice}” to be chosen`, async () => {
			const chosen = this.parameter(name).locator('input').first();
			if ((await chosen.inputValue()).includes(choice)) return true;
			await this.parameter(name).click(AT_ONCE);
			const entries = this.page.getByTestId('parameter-input-item').filter({ hasText: choice });
			await entries.filter({ visible: true }).first().click(AT_ONCE);
			return undefined;
		});
	}

	/**
	 * Drags a field of the input panel onto a parameter: n8n makes an expression of it. What is dropped while the form is
	 * drawn anew is lost, and dragged again.
	 */
	async drag(field: string, parameter: string): Promise<void> {
		const filled = this.parameter(parameter).filter({ hasText: `$json.${field}` });
		await until(`${field} to be dropped`, async () => {
			const source = this.form.getByTestId('run-data-schema-item').getByText(field, { exact: true });
			await source.first().hover(AT_ONCE);
			await this.page.mouse.down();
			const target = await this.parameter(parameter).boundingBox();
			if (target) {
				const [x, y] = [target.x + target.width / 2, target.y + target.height / 2];
				await this.page.mouse.move(x, y, { steps: 10 });
			}
			await this.page.mouse.up();
			await filled.waitFor(AT_ONCE);
			return true;
		});
	}

	/** Runs the open node, and gives its output panel. */
	async runNode(): Promise<Locator> {
		await this.form.getByTestId('node-execute-button').click();
		return this.form.getByTestId('output-panel');
	}

	async closeForm(): Promise<void> {
		await this.form.getByTestId('ndv-close-button').click();
		await this.form.waitFor({ state: 'hidden' });
	}

	/** Whether a button shows that it is busy. */
	async isBusy(): Promise<boolean> {
		return (await this.spinners.count()) > 0;
	}

	/** Waits until no button is busy: n8n hides a button's words until its spinner has faded out. */
	async settle(): Promise<void> {
		await this.spinners.first().waitFor({ state: 'detached' });
	}

	private get spinners(): Locator {
		return this.page.locator('.n8n-spinner');
	}

	/** Takes a picture, of the whole page or of a part, with nothing moving and no message over it. */
	async picture(file: string, part?: Locator): Promise<void> {
		await this.settle();
		await this.page.mouse.move(0, VIEWPORT.height - 1);
		const options = { path: file, animations: 'disabled', caret: 'hide', style: WITHOUT_MESSAGES } as const;
		await (part ? part.screenshot(options) : this.page.screenshot(options));
	}
}
