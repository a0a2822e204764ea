/**
 * `n8n-core` as its newest version exports it, made of the version under test: `engine/` and the tests in `test/engine`
 * import this in its place. What a version has by itself is passed on as it is.
 */
import './logger';

export * from 'n8n-core-under-test';
export { CredentialTestContext, HookContext, LoadOptionsContext, WebhookContext } from './contexts';
export { ExecutionLifecycleHooks } from './lifecycleHooks';
export { PackageDirectoryLoader } from './packageDirectoryLoader';
export { WorkflowExecute } from './workflowExecute';
