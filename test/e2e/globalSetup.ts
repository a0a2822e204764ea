import { installedN8n } from '../../tools/n8n';
import { packPackage } from '../../tools/n8n/packedPackage';

/** Installs n8n and packs the package once, for all workers: no test's time is spent on it, and none changes it. */
export default async function globalSetup(): Promise<void> {
	await installedN8n((step) => console.log(step));
	await packPackage();
}
