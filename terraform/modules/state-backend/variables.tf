variable "name" {
  description = "Name of the bucket, free in all of AWS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 of a-z, 0-9, dot and hyphen, and begin and end with a letter or digit."
  }
}

variable "old_state_days" {
  description = "Days for which a state that was replaced can be brought back."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.old_state_days >= 7
    error_message = "old_state_days must be at least 7."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the states; S3's own keys where there is none."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
