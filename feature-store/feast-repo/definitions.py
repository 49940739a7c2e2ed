# Generated from feature-views.yaml; GenerateFeastRepo refreshes it.
import os
from datetime import timedelta

from feast import Entity, FeatureService, FeatureView, Field, FileSource, PushSource, ValueType
from feast.data_format import ParquetFormat
from feast.types import Array, Float64, Int64, String, UnixTimestamp

# A folder or URI that has a folder of Parquet files for each view.
HISTORY = os.environ.get("MILLRACE_HISTORY", "history")
TAGS = {"managed_by": "millrace"}

entity_item = Entity(
    name="item",
    join_keys=["item_id"],
    value_type=ValueType.STRING,
    description="Something that users interact with",
    tags=TAGS,
)

entity_user = Entity(
    name="user",
    join_keys=["user_id"],
    value_type=ValueType.STRING,
    description="Somebody who interacts with items",
    tags=TAGS,
)

history_item_popularity = FileSource(
    name="item_popularity_history",
    path=HISTORY + "/item_popularity",
    file_format=ParquetFormat(),
    timestamp_field="event_timestamp",
    created_timestamp_column="created_timestamp",
    tags=TAGS,
    owner="flink",
)

push_item_popularity = PushSource(
    name="item_popularity_push",
    batch_source=history_item_popularity,
    tags=TAGS,
    owner="flink",
)

view_item_popularity = FeatureView(
    name="item_popularity",
    entities=[],
    ttl=timedelta(0),
    schema=[
        Field(name="items", dtype=Array(String), description="Item ids"),
        Field(name="scores", dtype=Array(Float64), description="Interactions, decayed to the row's event time"),
    ],
    online=True,
    source=push_item_popularity,
    description="The most popular items, best first; one row for all",
    tags=TAGS,
    owner="flink",
)

history_item_catalog = FileSource(
    name="item_catalog_history",
    path=HISTORY + "/item_catalog",
    file_format=ParquetFormat(),
    timestamp_field="event_timestamp",
    created_timestamp_column="created_timestamp",
    tags=TAGS,
    owner="streams",
)

push_item_catalog = PushSource(
    name="item_catalog_push",
    batch_source=history_item_catalog,
    tags=TAGS,
    owner="streams",
)

view_item_catalog = FeatureView(
    name="item_catalog",
    entities=[entity_item],
    ttl=timedelta(0),
    schema=[
        Field(name="item_id", dtype=String),
        Field(name="title", dtype=String),
        Field(name="categories", dtype=Array(String)),
    ],
    online=True,
    source=push_item_catalog,
    description="What the catalogue says of an item; null values where it was removed",
    tags=TAGS,
    owner="streams",
)

history_user_activity = FileSource(
    name="user_activity_history",
    path=HISTORY + "/user_activity",
    file_format=ParquetFormat(),
    timestamp_field="event_timestamp",
    created_timestamp_column="created_timestamp",
    tags=TAGS,
    owner="streams",
)

push_user_activity = PushSource(
    name="user_activity_push",
    batch_source=history_user_activity,
    tags=TAGS,
    owner="streams",
)

view_user_activity = FeatureView(
    name="user_activity",
    entities=[entity_user],
    ttl=timedelta(days=90),
    schema=[
        Field(name="user_id", dtype=String),
        Field(name="events", dtype=Int64, description="Events of any kind"),
        Field(name="interactions", dtype=Int64, description="Events that say interest"),
        Field(name="last_item", dtype=String),
        Field(name="last_event_time", dtype=UnixTimestamp),
    ],
    online=True,
    source=push_user_activity,
    description="How much a user has done and what last",
    tags=TAGS,
    owner="streams",
)

service_user_activity_v1 = FeatureService(
    name="user_activity_v1",
    features=[view_user_activity],
    description="All that is known of a user's activity",
    tags=TAGS,
    owner="streams",
)
