import { inALine, items, MANUAL, refund } from '../../test/e2e/support/nodes';
import { outputOf, type Studio } from './studio';

const TICKET = { ticket: 'T-1042', prepayId: 'paid-v2-10', amount: '2.50', reason: 'Goods returned' };

/** A ticket, its refund, the same again, and what was paid. */
export async function filmScenes(studio: Studio): Promise<void> {
	const { editor, sandbox, camera, add } = studio;
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
	await camera.caption('A ticket is closed as “refund”');
	// Out of the way, for the first picture is the one that is seen before the film runs.
	await camera.point(editor.node('The ticket').getByText('The ticket'));
	await camera.hold(1);
	await camera.roll();
	await camera.hold(2);

	await camera.click(page.getByTestId('execute-workflow-button'));
	await editor.node(name).getByTestId('canvas-node-status-success').waitFor();
	await camera.caption('GatePay Refund sends the buyer the money');
	await camera.hold(1.5);

	await camera.point(editor.node(name), 'middle');
	const output = editor.form.getByTestId('output-panel');
	await editor.openForm(name);
	await output.getByText('accepted').first().waitFor();
	await camera.caption('Accepted: one refund for order and ticket');
	await camera.hold(3);

	await camera.caption('By mistake, the same ticket once more …');
	await camera.hold(1);
	await camera.click(editor.form.getByTestId('node-execute-button'));
	await outputOf(studio, 'existing');
	await editor.settle();
	await camera.caption('Existing: found at GatePay, nothing sent');
	await camera.point(output.getByText('existing').first());
	await camera.hold(2.5);

	await page.goto(sandbox.baseUrl);
	await page.getByText('paid once').first().waitFor();
	await camera.caption('GatePay (here: its local sandbox): paid once');
	await camera.point(page.getByText('paid once').first());
	await camera.hold(3);
	await camera.cut();
}
