// Loaded into n8n before its own code. Any web page can let a name of its own point to this machine (DNS rebinding): the
// browser then lets the page read n8n's answers, but still sends that name as Host. n8n doesn't look at it.
const { Server } = require('node:http');

const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
const ANSWER =
	'HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\nThis n8n answers at 127.0.0.1 and localhost only.\n';

const { emit } = Server.prototype;
Server.prototype.emit = function (event, request, ...others) {
	const isOwn = !['request', 'upgrade', 'connect', 'checkContinue', 'checkExpectation'].includes(event);
	if (isOwn || OWN_HOST.test(request.headers.host)) return emit.call(this, event, request, ...others);
	request.socket.end(ANSWER);
	return true;
};
