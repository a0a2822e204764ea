import { installedN8n } from '../../tools/n8n';

/** Installs n8n once, before the first test, so that no test's time is spent on it. */
export default async function globalSetup(): Promise<void> {
	await installedN8n((step) => console.log(step));
}
