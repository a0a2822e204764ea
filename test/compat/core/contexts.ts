import { madeBy } from './madeBy';
import { underTest, type NewestCore } from './underTest';

type Given<Name extends 'HookContext' | 'LoadOptionsContext' | 'WebhookContext'> = ConstructorParameters<
	NewestCore[Name]
>;

/** Functions made the contexts before there were classes of them. */
const older = underTest.NodeExecuteFunctions;

export const HookContext =
	underTest.HookContext ??
	madeBy((...given: Given<'HookContext'>) => older.getExecuteHookFunctions(...given));

export const WebhookContext =
	underTest.WebhookContext ??
	madeBy((...given: Given<'WebhookContext'>) => older.getExecuteWebhookFunctions(...given));

export const LoadOptionsContext =
	underTest.LoadOptionsContext ??
	madeBy((...[workflow, node, additionalData, path]: Given<'LoadOptionsContext'>) =>
		older.getLoadOptionsFunctions(workflow, node, path, additionalData),
	);

export const CredentialTestContext =
	underTest.CredentialTestContext ?? madeBy(() => older.getCredentialTestFunctions());
