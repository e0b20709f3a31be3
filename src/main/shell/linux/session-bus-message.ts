/** A method call whose arguments are all strings. */
export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly strings: readonly string[];
}

export interface BusReply {
  /** The number of the call that it answers; 0 for a signal. */
  readonly replyTo: number;
  readonly isError: boolean;
  /** As it was marshalled, little-endian. */
  readonly body: Buffer;
}

/** Header fields, as the specification numbers them. */
const FIELD = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 };
const METHOD_CALL = 1;
const ERROR = 3;

/** One message: a fixed header, an array of fields, padding to eight bytes, the arguments. */
export function encodeCall(serial: number, call: BusCall): Buffer {
  const body = call.strings.reduce<Buffer>(
    (before, text) => append(before, 4, stringOf(text)),
    empty,
  );
  const fields = [
    field(FIELD.path, 'o', stringOf(call.path)),
    field(FIELD.interface, 's', stringOf(call.interface)),
    field(FIELD.member, 's', stringOf(call.member)),
    field(FIELD.destination, 's', stringOf(call.destination)),
    ...(call.strings.length > 0
      ? [field(FIELD.signature, 'g', signatureOf('s'.repeat(call.strings.length)))]
      : []),
  ].reduce<Buffer>((before, next) => append(before, 8, next), empty);
  const head = Buffer.concat([
    Buffer.from(['l'.charCodeAt(0), METHOD_CALL, 0, 1]),
    uint32(body.length),
    uint32(serial),
    uint32(fields.length),
    fields,
  ]);
  return append(head, 8, body);
}

/** Every whole message of `bytes`, and what is left of them. A big-endian one has no reply number that we gave. */
export function decodeMessages(bytes: Buffer): { messages: BusReply[]; rest: Buffer } {
  const messages: BusReply[] = [];
  let rest = bytes;
  while (rest.length >= 16) {
    const fieldsEnd = 16 + rest.readUInt32LE(12);
    const bodyStart = aligned(fieldsEnd, 8);
    const end = bodyStart + rest.readUInt32LE(4);
    if (rest.length < end) break;
    messages.push({
      replyTo: replySerial(rest.subarray(0, fieldsEnd)),
      isError: rest[1] === ERROR,
      body: Buffer.from(rest.subarray(bodyStart, end)),
    });
    rest = rest.subarray(end);
  }
  return { messages, rest };
}

function replySerial(head: Buffer): number {
  let at = 16;
  while (at < head.length) {
    const code = head[at];
    const type = String.fromCharCode(head[at + 2] ?? 0);
    at += 4;
    if (type === 'g') {
      at += 2 + (head[at] ?? 0);
    } else {
      at = aligned(at, 4);
      const value = head.readUInt32LE(at);
      if (code === FIELD.replySerial) return value;
      at += type === 'u' ? 4 : 5 + value;
    }
    at = aligned(at, 8);
  }
  return 0;
}

const empty: Buffer = Buffer.alloc(0);

/** A field is its number, the signature of its value, the value; the latter two begin four bytes in. */
function field(code: number, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([code]), signatureOf(type), value]);
}

function stringOf(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint32(bytes.length), bytes, Buffer.alloc(1)]);
}

function signatureOf(types: string): Buffer {
  return Buffer.concat([Buffer.from([types.length]), Buffer.from(types), Buffer.alloc(1)]);
}

function append(before: Buffer, alignment: number, next: Buffer): Buffer {
  return Buffer.concat([
    before,
    Buffer.alloc(aligned(before.length, alignment) - before.length),
    next,
  ]);
}

function aligned(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
