/**
 * Where DynamoDB Local refuses otherwise than AWS does: its text on the left, ours (and AWS's) on the right. Each family
 * is explained in docs/reference/dynamodb-differences.md.
 */
const ofTables =
  /^(Updates on index keys must be.*|One or more parameter values are not valid\. A value specified for a secondary index key.*|The number of conditions on the keys is invalid|One of the required keys was not given a value|One or more parameter values were invalid: Type mismatch for (key|Index Key)|One or more parameter values are not valid\. The AttributeValue for a key attribute cannot contain an empty .*|Invalid attribute value type)$/;

const wordings = [
  // Numbers.
  [
    /^(.*)A value provided cannot be converted into a number(.*)$/,
    /The parameter cannot be converted to a numeric value/,
  ],
  [
    /DynamoDB only supports precision up to 38 digits/,
    /Attempting to store more than 38 significant digits in a Number/,
  ],
  // Keys.
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
  [
    /^Invalid attribute value type$/,
    /Type mismatch for Index Key|attempted to update the secondary index key|Key attributes must be scalars/,
  ],
  [/^Query condition missed key schema element$/, /^Query condition missed key schema element: /],
  // Details that are printed in the order of hashes, or in the form in which they came.
  [/contains duplicates/, /contains duplicates/],
  [/valid types: \{N,BS,L,B,NULL,M,S,SS,NS,BOOL\}/, /valid types: \{B,NULL,SS,BOOL,L,BS,N,NS,S,M\}/],
  [/attribute_type, operand type: \{HDS/, /attribute_type, operand type: \{NS,SS/],
  [/Two document paths (overlap|conflict)/, /Two document paths (overlap|conflict)/],
  [/^Invalid UpdateExpression: Incorrect operand type/, /^Invalid UpdateExpression: Incorrect operand type/],
  [/The BETWEEN operator requires .* lower bound operand/, /The BETWEEN operator requires .* lower bound operand/],
  [/^ALL_PROJECTED_ATTRIBUTES can be used only/, /^ALL_PROJECTED_ATTRIBUTES can be used only/],
  [/^Updates on index keys must be of the same data type/, /attempted to update the secondary index key/],
  [/does not match schema type$/, /^Query condition missed key schema element: /],
  [
    /^Type mismatch for attribute to update$/,
    /action is not supported|action with value is not supported|Only DELETE action|^Supplied|contains duplicates|may not be empty|numeric value|should not be empty/,
  ],
  [/^Filter Expression can only contain non-primary key attributes/, /ALL_PROJECTED_ATTRIBUTES can be used only/],
  [
    /^Key attributes must be scalars|Type mismatch for key|number of conditions on the keys/,
    /Cannot update attribute \w+\. This attribute is part of the key/,
  ],
  [/Cannot update attribute \w+\. This/, /Cannot update attribute \w+\. This/],
  [
    /^One or more parameter values are not valid\. The update expression attempted/,
    /secondary index key to unsupported type/,
  ],
  [/ALL_ATTRIBUTES is not supported for global/, /^Key attributes must be scalars/],
  [
    /cannot contain an empty/,
    /Condition parameter type does not match schema type|The provided key element does not match/,
  ],
  [/does not project one or more filter attributes/, /ALL_PROJECTED_ATTRIBUTES can be used only/],
  // The first of several mistakes in one expression, or in several.
  [/^(Invalid|Value provided in) /, /^Invalid /],
  [/^Key attributes must be scalars/, /^Invalid operator used in KeyConditionExpression/],
  [
    /incorrect data type$|refers to an attribute that does not exist|document path provided/,
    /incorrect data type$|refers to an attribute that does not exist|document path provided/,
  ],
  // AWS reads a request, its expressions and its legacy forms, before it looks at the table.
  [
    ofTables,
    /^(Invalid \w+Expression: |Supplied AttributeValue|The parameter cannot be converted|Attempting to store|Number (over|under)flow|Input collection|ExpressionAttribute(Names|Values) |Value provided in ExpressionAttribute|Can not use both|ConditionalOperator |One or more parameter values were invalid: (ComparisonOperator|AttributeValues inside|Null attribute value|Input collection|An (string|number) set|Binary sets|ADD action|DELETE action|Only DELETE action|Invalid number of argument))/,
  ],
  // The legacy form has words of its own there.
  [
    /^One or more parameter values are not valid\. A value specified for a secondary index key/,
    /^One or more parameter values are not valid\. The update expression attempted to update a secondary index key/,
  ],
  [
    /^The conditional request failed$/,
    /^One or more parameter values were invalid: (Null attribute value|ADD action|DELETE action|Only DELETE action|Cannot update attribute|ComparisonOperator)|^Input collection|contains duplicates|^Supplied AttributeValue|may not be empty|numeric value|significant digits|Number (over|under)flow|not be empty/,
  ],
];

/** Refusals of a transaction that DynamoDB Local throws bare, or with fewer reasons than parts. */
function isKnownOfTransaction(theirs, ours) {
  if (ours.error !== "TransactionCanceledException") return false;
  const codes = (ours.CancellationReasons ?? []).map(({ Code }) => Code);
  // A part whose condition fails and whose value for an index is wrong: either mistake may be named.
  if (theirs.message === "Invalid attribute value type" && codes.includes("ConditionalCheckFailed")) return true;
  if (theirs.error === "ValidationException" || theirs.CancellationReasons === undefined) {
    return codes.includes("ValidationError");
  }
  const failed = (answer) => answer.CancellationReasons.flatMap(({ Code }, at) => (Code === "None" ? [] : [at]));
  const [one, two] = [failed(theirs), failed(ours)];
  return codes.includes("ValidationError") ? two.some((at) => one.includes(at)) : String(one) === String(two);
}

/** Differences of what is answered or done, told by the request. */
const deeds = [
  // It reads what if_not_exists falls back on even when nothing is missing.
  ({ input, theirs }) =>
    /if_not_exists/.test(JSON.stringify(input)) &&
    /refers to an attribute that does not exist|document path provided/.test(theirs.message ?? ""),
  // Filters of scans see attributes that a global index does not have.
  ({ operation, theirs, ours }) =>
    operation === "Scan" &&
    theirs.error === undefined &&
    /does not project one or more filter/.test(ours.message ?? ""),
  // A page that ends with the last item that there can be.
  ({ operation, input, theirs, ours }) =>
    operation === "Query" &&
    input.Limit === theirs.ScannedCount &&
    theirs.Count === ours.Count &&
    theirs.LastEvaluatedKey === undefined &&
    ours.LastEvaluatedKey !== undefined,
  // Entries of an index that share their key: which of them come before a limit is nobody's promise.
  ({ operation, input, theirs, ours }) =>
    operation === "Query" &&
    input.IndexName !== undefined &&
    input.Limit !== undefined &&
    theirs.ScannedCount === ours.ScannedCount &&
    theirs.LastEvaluatedKey !== undefined,
  // What a sum or a fallback makes of an index key is not looked at there.
  ({ theirs, ours }) =>
    theirs.error === undefined &&
    /attempted to update the secondary index key to unsupported type/.test(
      ours.CancellationReasons === undefined ? ours.message : JSON.stringify(ours.CancellationReasons),
    ),
  // Together with other changes, ADD to a part of a document answers the whole document.
  ({ operation, input, theirs, ours }) =>
    operation === "UpdateItem" &&
    /^UPDATED_/.test(input.ReturnValues ?? "") &&
    theirs.error === undefined &&
    ours.error === undefined,
  // Sets, documents, booleans and nulls are let into CONTAINS there.
  ({ ours }) => /ComparisonOperator (NOT_)?CONTAINS is not valid for/.test(ours.message ?? ""),
  // Conditions of a transaction may look into keys there.
  ({ operation, ours }) => /^Transact/.test(operation) && /^Key attributes must be scalars/.test(ours.message ?? ""),
  ({ input, ours }) => ours.Attributes === undefined && isLegacyDeletion(input),
  // Legacy deletions from a set that is not there are refused there if an index has it for a key.
  ({ input, theirs, ours }) =>
    ours.error === undefined &&
    /^Updates on index keys must be of the same data type/.test(theirs.message ?? "") &&
    Object.values(input.AttributeUpdates ?? {}).some(({ Action, Value }) => Action === "DELETE" && Value !== undefined),
  // Keys that are one key in two spellings.
  ({ ours }) => ours.message === "Provided list of item keys contains duplicates",
  // A transaction that touches one item twice; it is not always seen there, or another mistake is named.
  ({ ours }) => /^Transaction request cannot include multiple operations/.test(ours.message ?? ""),
  // The first of several wrong parts of a transaction or a batch, as the order of looking has it.
  ({ operation, theirs, ours }) =>
    /^(Transact|Batch)/.test(operation) &&
    theirs.error === "ValidationException" &&
    ours.error === "ValidationException",
];

/** Legacy deletions from an item that is not there make it there, though the answers are alike. */
export const isLegacyDeletion = ({ AttributeUpdates: updates }) =>
  updates !== undefined && Object.values(updates).every(({ Action }) => Action === "DELETE");

/** Names in the order of hashes. */
const unordered = (message) => message.replaceAll(/\[[^\]]*\]|(IndexName|IndexKey|Key): \w+|keys: \{[^}]*\}/g, "_");

export function isKnown(operation, input, theirs, ours) {
  if (deeds.some((deed) => deed({ operation, input, theirs, ours }))) return true;
  if (theirs.error === undefined || ours.error === undefined) return false;
  if (isKnownOfTransaction(theirs, ours)) return true;
  if (unordered(theirs.message) === unordered(ours.message)) return true;
  return wordings.some(([one, two]) => one.test(theirs.message) && two.test(ours.message));
}
