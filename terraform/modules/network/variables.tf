variable "name" {
  description = "Name of the network, as a tag and at the beginning of the names of its security groups."
  type        = string
  nullable    = false
}

variable "cidr" {
  description = "Addresses of the network."
  type        = string
  default     = "10.42.0.0/24"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && try(tonumber(split("/", var.cidr)[1]), 0) >= 16 && try(tonumber(split("/", var.cidr)[1]), 99) <= 26
    error_message = "cidr must be a block of IPv4 addresses from /16 to /26, such as 10.42.0.0/24."
  }
}

variable "zone_count" {
  description = "Availability zones with a subnet each; a database needs two."
  type        = number
  default     = 2
  nullable    = false

  validation {
    condition     = contains([2, 3, 4], var.zone_count)
    error_message = "zone_count must be 2, 3 or 4."
  }
}

variable "gateways" {
  description = "Services with a gateway endpoint, which costs nothing."
  type        = set(string)
  default     = ["s3", "dynamodb"]
  nullable    = false

  validation {
    condition     = alltrue([for one in var.gateways : contains(["s3", "dynamodb"], one)])
    error_message = "gateways must be s3 and dynamodb; all other services have interface endpoints."
  }
}

variable "interfaces" {
  description = "Services with an interface endpoint, such as secretsmanager; each costs by the hour and zone."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that the module makes."
  type        = map(string)
  default     = {}
  nullable    = false
}
