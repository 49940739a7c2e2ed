class FeastType:
    def __init__(self, value_type):
        self.value_type = value_type


Bytes = FeastType("BYTES")
String = FeastType("STRING")
Int32 = FeastType("INT32")
Int64 = FeastType("INT64")
Float64 = FeastType("DOUBLE")
Float32 = FeastType("FLOAT")
Bool = FeastType("BOOL")
UnixTimestamp = FeastType("UNIX_TIMESTAMP")


class Array(FeastType):
    def __init__(self, base_type):
        super().__init__(base_type.value_type + "_LIST")
