import { InvalidValue, readCurrencies } from '../../../gatepay/values/readers';
import { refusalOf } from '../refusal';

describe('a list of currencies', () => {
	it.each([
		['USDT', ['USDT']],
		[' USDT , BTC,eth ', ['USDT', 'BTC', 'eth']],
		['USDT,BTC,USDT', ['USDT', 'BTC']],
	])('is separated by commas, each counting once: %j', (text, currencies) => {
		expect(readCurrencies(text, 'Currencies')).toEqual(currencies);
	});

	it.each(['USDT,', ',USDT', 'USDT,,BTC', 'USDT BTC', 'USDT;BTC', ','])('is nothing else: %j', (text) => {
		expect(refusalOf(InvalidValue, () => readCurrencies(text, 'Currencies'))).toBe(
			`'Currencies' must be one currency, or several separated by commas, such as USDT, BTC; it is “${text}”`,
		);
	});
});
