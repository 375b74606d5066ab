resource "aws_s3_bucket" "plain" {
  bucket = "matrix-plain"
  tags   = { team = "data", cost = "a b/c" }
}

resource "aws_s3_bucket" "locked" {
  bucket_prefix       = "matrix-locked-"
  object_lock_enabled = true
  force_destroy       = true
}

resource "aws_s3_bucket_object_lock_configuration" "locked" {
  bucket = aws_s3_bucket.locked.id

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 1
    }
  }
}

resource "aws_s3_bucket_versioning" "plain" {
  bucket = aws_s3_bucket.plain.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_ownership_controls" "plain" {
  bucket = aws_s3_bucket.plain.id

  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "plain" {
  bucket     = aws_s3_bucket.plain.id
  acl        = "private"
  depends_on = [aws_s3_bucket_ownership_controls.plain]
}

resource "aws_s3_bucket_public_access_block" "plain" {
  bucket                  = aws_s3_bucket.plain.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = false
}

resource "aws_s3_bucket_server_side_encryption_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "plain" {
  bucket     = aws_s3_bucket.plain.id
  depends_on = [aws_s3_bucket_versioning.plain]

  rule {
    id     = "everything"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 3
    }

    noncurrent_version_expiration {
      noncurrent_days           = 30
      newer_noncurrent_versions = 2
    }
  }

  rule {
    id     = "prefix"
    status = "Enabled"

    filter {
      prefix = "logs/"
    }

    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }

    transition {
      days          = 90
      storage_class = "GLACIER"
    }

    expiration {
      days = 365
    }
  }

  rule {
    id     = "both"
    status = "Disabled"

    filter {
      and {
        prefix                   = "tmp/"
        object_size_greater_than = 500

        tags = {
          kind = "scratch"
        }
      }
    }

    expiration {
      days = 1
    }
  }

  rule {
    id     = "markers"
    status = "Enabled"

    filter {
      tag {
        key   = "kind"
        value = "old"
      }
    }

    expiration {
      days = 2
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id

  cors_rule {
    id              = "browser"
    allowed_headers = ["*"]
    allowed_methods = ["PUT", "POST"]
    allowed_origins = ["https://example.com"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3000
  }

  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket" "logs" {
  bucket        = "matrix-logs"
  force_destroy = true
}

resource "aws_s3_bucket_logging" "plain" {
  bucket        = aws_s3_bucket.plain.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = "plain/"
}

resource "aws_s3_bucket_website_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id

  index_document {
    suffix = "index.html"
  }

  error_document {
    key = "error.html"
  }
}

resource "aws_s3_bucket_accelerate_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  status = "Enabled"
}

resource "aws_s3_bucket_request_payment_configuration" "logs" {
  bucket = aws_s3_bucket.logs.id
  payer  = "Requester"
}

resource "aws_s3_bucket_policy" "plain" {
  bucket = aws_s3_bucket.plain.id
  policy = data.aws_iam_policy_document.plain.json
}

data "aws_iam_policy_document" "plain" {
  statement {
    sid       = "OnlyTLS"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.plain.arn, "${aws_s3_bucket.plain.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalType"
      values   = ["Anonymous"]
    }
  }
}

resource "aws_sqs_queue" "told" {
  name = "matrix-told"
}

resource "aws_sqs_queue_policy" "told" {
  queue_url = aws_sqs_queue.told.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.told.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_s3_bucket.logs.arn } }
    }]
  })
}

resource "aws_s3_bucket_notification" "logs" {
  bucket      = aws_s3_bucket.logs.id
  eventbridge = true

  queue {
    id            = "told"
    queue_arn     = aws_sqs_queue.told.arn
    events        = ["s3:ObjectCreated:*", "s3:ObjectRemoved:Delete"]
    filter_prefix = "in/"
    filter_suffix = ".csv"
  }

  depends_on = [aws_sqs_queue_policy.told]
}

resource "aws_s3_object" "text" {
  bucket        = aws_s3_bucket.logs.id
  key           = "folder/a b+c.txt"
  content       = "hello"
  content_type  = "text/plain"
  cache_control = "max-age=60"
  metadata      = { origin = "terraform" }
  tags          = { kind = "text" }
}

resource "aws_s3_bucket_metric" "plain" {
  bucket = aws_s3_bucket.plain.id
  name   = "EntireBucket"
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id
  name   = "everything"

  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 125
  }
}

resource "aws_s3_bucket_inventory" "plain" {
  bucket                   = aws_s3_bucket.plain.id
  name                     = "weekly"
  included_object_versions = "Current"
  optional_fields          = ["Size", "ETag"]

  schedule {
    frequency = "Weekly"
  }

  destination {
    bucket {
      format     = "CSV"
      bucket_arn = aws_s3_bucket.logs.arn
      prefix     = "inventory"
    }
  }
}

resource "aws_s3_bucket_analytics_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id
  name   = "everything"
}

data "aws_s3_object" "text" {
  bucket = aws_s3_object.text.bucket
  key    = aws_s3_object.text.key
}

data "aws_s3_objects" "logs" {
  bucket     = aws_s3_bucket.logs.id
  depends_on = [aws_s3_object.text]
}

data "aws_s3_bucket" "plain" {
  bucket = aws_s3_bucket.plain.id
}
