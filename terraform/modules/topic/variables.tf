variable "name" {
  description = "Name of the topic."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,256}$", var.name))
    error_message = "name must be 1 to 256 letters, digits, hyphens and underscores."
  }
}

variable "publishers" {
  description = "Services that may publish, each on behalf of one source, the ARN of which may end with a star."
  type = list(object({
    sid     = string
    service = string
    source  = string
  }))
  default  = []
  nullable = false
}

variable "queues" {
  description = "Queues that hear of the topic, each only of messages whose attributes have one of the values."
  type = map(object({
    queue_arn = string
    filter    = optional(map(list(string)), {})
  }))
  default  = {}
  nullable = false
}

variable "emails" {
  description = "Addresses that are asked to subscribe."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for one in var.emails : can(regex("^[^@\\s]+@[^@\\s]+$", one))])
    error_message = "emails must be addresses, such as data@example.com."
  }
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
