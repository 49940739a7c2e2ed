"""A stand-in for Feast's Python package, which tests have no network to install.

It takes the keyword arguments of Feast 0.66 and no others, checks their types, derives what Feast derives from them, and keeps each
object as a dictionary with the names of Feast's protobuf fields. Signatures: sdk/python/feast of https://github.com/feast-dev/feast.
"""
from datetime import timedelta
from enum import Enum

from feast.data_format import ParquetFormat
from feast.types import FeastType

RECORDED = []


class ValueType(Enum):
    """Only what a join key may be here."""

    STRING = 2
    INT64 = 4


def check(value, kind, what):
    if not isinstance(value, kind):
        raise TypeError(f"{what}: {value!r} is not {kind}")
    return value


def check_all(values, kind, what):
    return [check(value, kind, what) for value in check(values, list, what)]


def check_tags(tags):
    for key, value in check(tags or {}, dict, "tags").items():
        check(key, str, "tags")
        check(value, str, "tags")
    return dict(tags or {})


class Recorded:
    def __init__(self, kind, name, description, tags, owner):
        self.proto = {
            "kind": kind,
            "name": check(name, str, "name"),
            "description": check(description, str, "description"),
            "tags": check_tags(tags),
            "owner": check(owner, str, "owner"),
        }
        RECORDED.append(self.proto)


class Entity(Recorded):
    def __init__(self, *, name, join_keys=None, value_type=None, description="", tags=None, owner=""):
        super().__init__("Entity", name, description, tags, owner)
        if len(check_all(join_keys, str, "join_keys")) != 1:
            raise ValueError("join_keys: an entity has one")
        self.join_key = join_keys[0]
        self.value_type = check(value_type, ValueType, "value_type").name
        self.proto.update(join_key=self.join_key, value_type=self.value_type)


class Field:
    def __init__(
        self,
        *,
        name,
        dtype,
        description="",
        tags=None,
        vector_index=False,
        vector_length=0,
        vector_search_metric=None,
    ):
        self.name = check(name, str, "name")
        self.value_type = check(dtype, FeastType, "dtype").value_type
        self.description = check(description, str, "description")

    def proto(self):
        return {"name": self.name, "value_type": self.value_type, "description": self.description}


class FileSource(Recorded):
    def __init__(
        self,
        *,
        path,
        name="",
        event_timestamp_column="",
        file_format=None,
        created_timestamp_column="",
        field_mapping=None,
        s3_endpoint_override=None,
        description="",
        tags=None,
        owner="",
        timestamp_field="",
    ):
        super().__init__("FileSource", name or path, description, tags, owner)
        if timestamp_field and timestamp_field == created_timestamp_column:
            raise ValueError("one column for both times")
        check(file_format, ParquetFormat, "file_format")
        self.proto.update(
            uri=check(path, str, "path"),
            timestamp_field=timestamp_field,
            created_timestamp_column=created_timestamp_column,
        )


class PushSource(Recorded):
    def __init__(self, *, name, batch_source=None, description="", tags=None, owner=""):
        super().__init__("PushSource", name, description, tags, owner)
        self.batch_source = check(batch_source, FileSource, "batch_source")
        for column in ("timestamp_field", "created_timestamp_column"):
            self.proto[column] = batch_source.proto[column]
        self.proto["batch_source"] = batch_source.proto["name"]


class FeatureView(Recorded):
    def __init__(
        self,
        *,
        name,
        source,
        sink_source=None,
        schema=None,
        entities=None,
        ttl=timedelta(days=0),
        online=True,
        offline=False,
        description="",
        tags=None,
        owner="",
        mode=None,
    ):
        super().__init__("FeatureView", name, description, tags, owner)
        check(source, PushSource, "source")
        entities = check_all(entities, Entity, "entities")
        fields = check_all(schema, Field, "schema")
        join_keys = [entity.join_key for entity in entities]
        columns = [field.proto() for field in fields if field.name in join_keys]
        if [column["name"] for column in columns] != join_keys:
            raise ValueError(f"{name}: Feast would look for its join keys in the files")
        if [column["value_type"] for column in columns] != [entity.value_type for entity in entities]:
            raise ValueError(f"{name}: types of join keys differ between entity and schema")
        if not entities:
            columns = [{"name": "__dummy_id", "value_type": "STRING", "description": ""}]
        self.features = [field for field in fields if field.name not in join_keys]
        self.proto.update(
            entities=[entity.proto["name"] for entity in entities] or ["__dummy"],
            entity_columns=columns,
            features=[field.proto() for field in self.features],
            ttl_micros=str(check(ttl, timedelta, "ttl") // timedelta(microseconds=1)),
            online=check(online, bool, "online"),
            stream_source=source.proto["name"],
            batch_source=source.batch_source.proto["name"],
        )

    def projection(self):
        return self[[field.name for field in self.features]]

    def __getitem__(self, names):
        by_name = {field.name: field for field in self.features}
        return Projection(self.proto["name"], [by_name[name].proto() for name in names])


class Projection:
    def __init__(self, view, features):
        self.proto = {"feature_view_name": view, "feature_columns": features}


class FeatureService(Recorded):
    def __init__(
        self,
        *,
        name,
        features,
        tags=None,
        description="",
        owner="",
        logging_config=None,
        precompute_online=False,
    ):
        super().__init__("FeatureService", name, description, tags, owner)
        parts = check_all(features, (FeatureView, Projection), "features")
        projections = [part.projection() if isinstance(part, FeatureView) else part for part in parts]
        self.proto["features"] = [projection.proto for projection in projections]
