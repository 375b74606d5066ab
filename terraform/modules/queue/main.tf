# An encrypted queue; only the services that are named may send to it.

resource "aws_sqs_queue" "this" {
  name                       = var.name
  sqs_managed_sse_enabled    = true
  visibility_timeout_seconds = var.visibility_seconds
  message_retention_seconds  = var.retention_days * 86400
  tags                       = var.tags

  redrive_policy = var.dead_letters == null ? null : jsonencode({
    deadLetterTargetArn = var.dead_letters.queue_arn
    maxReceiveCount     = var.dead_letters.receives_max
  })
}

resource "aws_sqs_queue_policy" "this" {
  count = length(var.senders) > 0 ? 1 : 0

  queue_url = aws_sqs_queue.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for one in var.senders : {
        Sid       = one.sid
        Effect    = "Allow"
        Principal = { Service = one.service }
        Action    = "sqs:SendMessage"
        Resource  = aws_sqs_queue.this.arn
        Condition = { ArnLike = { "aws:SourceArn" = one.source } }
      }
    ]
  })
}
