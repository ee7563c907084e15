interface SdkClient {
  send(command: { readonly input: object }): Promise<object>;
  destroy(): void;
}

/** A call that a client of the SDK was to send. */
export interface Sent<Client = unknown> {
  readonly client: Client;
  readonly command: string;
  readonly input: object;
}

/**
 * Clients of the SDK whose calls get their answers here. All else of them is the SDK's.
 *
 * @param service The class of the clients
 */
export function stubService<Client extends SdkClient>(
  service: { readonly prototype: Client },
  answer: (sent: Sent<Client>) => Promise<object>,
) {
  const stub = { answer, sent: new Array<Sent<Client>>(), destroyed: new Array<Client>() };
  const prototype: SdkClient = service.prototype;
  jest.spyOn(prototype, 'send').mockImplementation(function (this: Client, { constructor, input }) {
    const call = { client: this, command: constructor.name, input };
    stub.sent.push(call);
    return stub.answer(call);
  });
  jest.spyOn(prototype, 'destroy').mockImplementation(function (this: Client) {
    stub.destroyed.push(this);
  });
  return stub;
}
