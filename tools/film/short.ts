import { inALine, items, MANUAL, refund } from '../../test/e2e/support/steps';
import { until } from '../n8n';
import type { Studio } from './studio';

const TICKET = { ticket: 'T-1042', prepayId: 'paid-v2-10', amount: '2.50', reason: 'Goods returned' };

/** A ticket, its refund, the same again, and what was paid. */
export async function filmShort({ editor, sandbox, camera, add }: Studio): Promise<void> {
	const { page } = editor;
	const name = 'Refund the buyer';
	const id = await add({
		...inALine('film', [
			{ ...MANUAL, name: 'Ticket closed' },
			{ ...items([TICKET]), name: 'The ticket' },
			{ ...refund('refundV2'), name },
		]),
		name: 'Refund a closed ticket',
	});
	await editor.show(id);
	await page.getByTestId('zoom-to-fit').click();
	await camera.hold(1);
	await camera.caption('A ticket is closed as “refund”');
	await camera.roll();
	await camera.hold(1.5);

	await camera.click(page.getByTestId('execute-workflow-button'));
	await camera.unseen(() => editor.step(name).getByTestId('canvas-node-status-success').waitFor());
	await camera.caption('GatePay Refund sends the buyer the money');
	await camera.hold(1.5);

	await camera.point(editor.step(name));
	const output = editor.form.getByTestId('output-panel');
	await camera.unseen(async () => {
		await editor.openForm(name);
		await output.getByText('accepted').first().waitFor();
		await camera.caption('Accepted: one refund for order and ticket');
		await camera.hold(1);
	});
	await camera.hold(3);

	await camera.caption('By mistake, the same ticket once more …');
	await camera.click(editor.form.getByTestId('node-execute-button'));
	await camera.unseen(() =>
		until('the second run', async () => {
			console.log(await page.getByTestId('node-execute-button').allInnerTexts(), sandbox.requests.length);
			await page.screenshot({ path: '/tmp/f-dbg.png' });
			await output.getByText('existing').first().waitFor({ timeout: 5_000 }).catch(async (error) => {
				await editor.runStep();
				throw error;
			});
			return true;
		}),
	);
	await camera.caption('Existing: found at GatePay, nothing sent');
	await camera.point(output.getByText('existing').first());
	await camera.hold(2.5);

	await camera.unseen(async () => {
		await page.goto(sandbox.baseUrl);
		await page.getByText('paid once').first().waitFor();
		await camera.caption('GatePay (here: its local sandbox): paid once');
		await camera.hold(0.5);
	});
	await camera.point(page.getByText('paid once').first());
	await camera.hold(3);
	await camera.cut();
}
