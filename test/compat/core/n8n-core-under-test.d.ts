/** The n8n-core of the version under test: `test/compat/jest.config.js` says where it lies. */
declare module 'n8n-core-under-test' {
	export const WorkflowExecute: unknown;
}
