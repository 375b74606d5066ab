variable "name" {
  description = "Name of the secret."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9/_+=.@-]{1,512}$", var.name))
    error_message = "name must be 1 to 512 letters, digits and /_+=.@-"
  }
}

variable "description" {
  description = "What the secret is for."
  type        = string
  default     = null
}

variable "characters" {
  description = "Length of the value."
  type        = number
  default     = 64
  nullable    = false

  validation {
    condition     = var.characters >= 16 && var.characters <= 4096
    error_message = "characters must be from 16 to 4096; shorter keys can be guessed."
  }
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the secret; the account's key of Secrets Manager where there is none."
  type        = string
  default     = null
}

variable "recovery_days" {
  description = "Days for which a deleted secret can be restored; 0 deletes it at once."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.recovery_days == 0 || (var.recovery_days >= 7 && var.recovery_days <= 30)
    error_message = "recovery_days must be 0 or from 7 to 30."
  }
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
