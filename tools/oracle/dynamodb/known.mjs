/** Where DynamoDB Local words a refusal otherwise than AWS does: its text on the left, ours (and AWS's) on the right. */
const wordings = [
  [
    /^(.*)A value provided cannot be converted into a number(.*)$/,
    /The parameter cannot be converted to a numeric value/,
  ],
  [
    /DynamoDB only supports precision up to 38 digits/,
    /Attempting to store more than 38 significant digits in a Number/,
  ],
  [
    /^One of the required keys was not given a value$/,
    /Missing the key|The provided key element does not match the schema/,
  ],
  [/^The number of conditions on the keys is invalid$/, /^The provided key element does not match the schema$/],
  [
    /Type mismatch for key$/,
    /Type mismatch for key \w+ expected: |^The provided key element does not match the schema$/,
  ],
  [/Type mismatch for Index Key$/, /Type mismatch for Index Key \w+ Expected: /],
  [/contains duplicates/, /contains duplicates/],
  [/^Query condition missed key schema element$/, /^Query condition missed key schema element: /],
  [/valid types: \{N,BS,L,B,NULL,M,S,SS,NS,BOOL\}/, /valid types: \{B,NULL,SS,BOOL,L,BS,N,NS,S,M\}/],
  [/attribute_type, operand type: \{HDS/, /attribute_type, operand type: \{NS,SS/],
  // DynamoDB Local prints other paths than those that overlap, depending on their hashes.
  [/Two document paths (overlap|conflict)/, /Two document paths (overlap|conflict)/],
  [/^Invalid attribute value type$/, /Type mismatch for Index Key|^Invalid ConditionExpression/],
  // AWS reads expressions before it knows the table.
  [
    /^(The number of conditions on the keys is invalid|One of the required keys was not given a value|One or more parameter values were invalid: Type mismatch for (key|Index Key))$/,
    /^(Invalid \w+Expression: |ExpressionAttributeValues contains )/,
  ],
  // Which of several wrong operands is named first depends on hashes there.
  [/^Invalid UpdateExpression: Incorrect operand type/, /^Invalid UpdateExpression: Incorrect operand type/],
];

export function isKnown(theirs, ours) {
  if (theirs.error === undefined || ours.error === undefined) return false;
  return wordings.some(([one, two]) => one.test(theirs.message) && two.test(ours.message));
}
