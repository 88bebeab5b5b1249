/** A server on this machine that answers as it is told and remembers what it was asked. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Asked {
  method: string;
  path: string;
  authorization: string;
  body: string;
}

export interface Answer {
  status?: number;
  body?: string;
}

export async function serverWith(answer: (asked: Asked) => Answer) {
  const asked: Asked[] = [];
  const read = async (request: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const part of request) text += part;
    return text;
  };
  const server = createServer(async (request, response) => {
    const one: Asked = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body: await read(request),
    };
    if (one.method !== 'OPTIONS') asked.push(one);
    const { status = 200, body = '' } = answer(one);
    response.writeHead(one.method === 'OPTIONS' ? 204 : status, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': '*',
      'Content-Type': 'application/json',
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked };
}
