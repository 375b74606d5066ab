variable "name" {
  description = "Name of the queue."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,80}$", var.name))
    error_message = "name must be 1 to 80 letters, digits, hyphens and underscores."
  }
}

variable "visibility_seconds" {
  description = "Seconds for which a message that was received is hidden from others."
  type        = number
  default     = 60
  nullable    = false

  validation {
    condition     = var.visibility_seconds >= 0 && var.visibility_seconds <= 43200
    error_message = "visibility_seconds must be from 0 to 43200."
  }
}

variable "retention_days" {
  description = "Days for which a message is kept that nobody deletes."
  type        = number
  default     = 4
  nullable    = false

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 14
    error_message = "retention_days must be from 1 to 14."
  }
}

variable "dead_letters" {
  description = "Queue to which a message goes that was received so often in vain."
  type = object({
    queue_arn    = string
    receives_max = number
  })
  default = null

  validation {
    condition     = var.dead_letters == null ? true : var.dead_letters.receives_max >= 1 && var.dead_letters.receives_max <= 1000
    error_message = "dead_letters.receives_max must be from 1 to 1000."
  }
}

variable "senders" {
  description = "Services that may send, each on behalf of one source, the ARN of which may end with a star."
  type = list(object({
    sid     = string
    service = string
    source  = string
  }))
  default  = []
  nullable = false
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
