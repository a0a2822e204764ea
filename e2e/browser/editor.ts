import type { Browser, Locator, Page } from 'playwright-core';

import { OWNER, type N8n } from '../n8n';

/** Roomy enough for the form with both of its panels. */
const VIEWPORT = { width: 1440, height: 900 };

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
	static async open(browser: Browser, n8n: N8n): Promise<Editor> {
		const context = await browser.newContext({ baseURL: n8n.url, viewport: VIEWPORT });
		context.setDefaultTimeout(60_000);
		await context.request.post('/rest/login', {
			data: { emailOrLdapLoginId: OWNER.email, password: OWNER.password },
		});
		const page = await context.newPage();
		const errors: string[] = [];
		page.on('pageerror', (error) => errors.push(error.message));
		return new Editor(page, errors);
	}

	/** Shows a workflow, once its steps are drawn. */
	async show(workflowId: string): Promise<void> {
		await this.page.goto(`/workflow/${workflowId}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** A step on the canvas. */
	step(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Runs the workflow with the button under the canvas, until this step is marked as done. */
	async runWorkflow(lastStep: string): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		await this.step(lastStep).getByTestId('canvas-node-status-success').waitFor();
	}

	/** Opens the list of steps behind the last step, and searches it. */
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

	/** Opens a step's form. */
	async openForm(name: string): Promise<void> {
		await this.step(name).dblclick();
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

	/** Types into a text field. */
	async fill(name: string, text: string): Promise<void> {
		await this.parameter(name).locator('input, textarea').first().fill(text);
	}

	/** Chooses from a list by the words that it shows. */
	async choose(name: string, choice: string): Promise<void> {
		await this.parameter(name).click();
		await this.page
			.getByTestId('parameter-input-item')
			.filter({ hasText: choice })
			.filter({ visible: true })
			.first()
			.click();
	}

	/** Drags a field of the input panel onto a parameter: n8n makes an expression of it. */
	async drag(field: string, parameter: string): Promise<void> {
		await this.form.getByTestId('run-data-schema-item').getByText(field, { exact: true }).first().hover();
		await this.page.mouse.down();
		const target = await this.parameter(parameter).boundingBox();
		if (!target) throw new Error(`The form shows no ${parameter}`);
		await this.page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 10 });
		await this.page.mouse.up();
	}

	/** Runs the open step, and gives its output panel. */
	async runStep(): Promise<Locator> {
		await this.form.getByTestId('node-execute-button').click();
		return this.form.getByTestId('output-panel');
	}

	async closeForm(): Promise<void> {
		await this.form.getByTestId('ndv-close-button').click();
		await this.form.waitFor({ state: 'hidden' });
	}

	/** Takes a picture, of the whole page or of a part, with nothing moving and no message over it. */
	async picture(file: string, part?: Locator): Promise<void> {
		await this.page.mouse.move(0, VIEWPORT.height - 1);
		const options = { path: file, animations: 'disabled', caret: 'hide', style: WITHOUT_MESSAGES } as const;
		await (part ? part.screenshot(options) : this.page.screenshot(options));
	}
}
