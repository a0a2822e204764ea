import * as installed from 'n8n-core-under-test';

import type * as newest from 'n8n-core';
import type {
	ICredentialTestFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** The newest n8n-core, which `engine/` and the tests are written for. */
export type NewestCore = typeof newest;

/** What an older n8n-core has instead of classes of contexts; arguments as in its sources. */
interface OlderFunctions {
	getCredentialTestFunctions(): ICredentialTestFunctions;
	getExecuteHookFunctions(...given: ConstructorParameters<NewestCore['HookContext']>): IHookFunctions;
	getExecuteWebhookFunctions(
		...given: ConstructorParameters<NewestCore['WebhookContext']>
	): IWebhookFunctions;
	getLoadOptionsFunctions(
		workflow: unknown,
		node: unknown,
		path: string,
		additionalData: unknown,
	): ILoadOptionsFunctions;
}

/** The n8n-core of the version under test: of what the newest one exports, it may lack anything. */
export const underTest = installed as unknown as Partial<NewestCore> &
	Pick<NewestCore, 'PackageDirectoryLoader' | 'WorkflowExecute'> & { NodeExecuteFunctions: OlderFunctions };
