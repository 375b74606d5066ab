/**
 * JSON text that a service has at hand, sent as it stands. An operation of a JSON service may answer with one in place of its
 * whole output, or as the value of a member of its output: `{ Item: new RawJson(text) }`. What the text says is the service's
 * to answer for. Protocols other than JSON parse it and encode it anew.
 */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
