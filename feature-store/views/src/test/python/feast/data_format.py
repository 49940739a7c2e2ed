class ParquetFormat:
    pass
