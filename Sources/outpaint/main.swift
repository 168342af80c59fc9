print("outpaint")
