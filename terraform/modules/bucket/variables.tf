variable "name" {
  description = "Name of the bucket, free in all of AWS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 of a-z, 0-9, dot and hyphen, and begin and end with a letter or digit."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts objects; S3's own keys where there is none."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null || can(regex("^arn:[^:]+:kms:", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a key, arn:aws:kms:..."
  }
}

variable "expiries" {
  description = "Objects that are deleted after days, by the id of the rule."
  type = map(object({
    prefix = string
    days   = number
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for one in var.expiries : one.days >= 1 && one.prefix != ""])
    error_message = "expiries need a prefix and at least 1 day; an empty prefix would delete every file."
  }
}

variable "unfinished_upload_days" {
  description = "Days after which the parts of an upload that nobody finished are deleted."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.unfinished_upload_days >= 1
    error_message = "unfinished_upload_days must be at least 1."
  }
}

variable "eventbridge" {
  description = "Whether the bucket tells EventBridge of its objects."
  type        = bool
  default     = false
  nullable    = false
}

variable "notifications" {
  description = "Functions that the bucket starts itself when an object is created, by the id of the notification."
  type = map(object({
    prefix        = string
    function_arn  = string
    function_name = string
    sid           = string
  }))
  default  = {}
  nullable = false
}

variable "force_destroy" {
  description = "Whether destroying deletes the objects as well; without it a bucket that holds any stays."
  type        = bool
  default     = false
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
