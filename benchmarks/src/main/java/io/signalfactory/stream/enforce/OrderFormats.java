package io.signalfactory.stream.enforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.CodedOutputStream;
import io.signalfactory.schema.SchemaFormat;
import io.signalfactory.schema.SchemaId;
import io.signalfactory.schema.SchemaLookup;
import io.signalfactory.schema.SchemaSource;
import io.signalfactory.schema.SubjectVersion;
import io.signalfactory.schema.WriterSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Orders in Avro and in Protobuf, framed as Confluent's serializers do. */
final class OrderFormats implements SchemaSource {

  static final String SUBJECT = "orders-value";

  private static final int AVRO_ID = 7;
  private static final int PROTOBUF_ID = 8;
  private static final String AVRO =
      """
      {"type":"record","name":"Order","fields":[
       {"name":"event_type","type":"string"},
       {"name":"order_id","type":"string"},
       {"name":"customer_id","type":["null","string"],"default":null},
       {"name":"event_time","type":{"type":"long","logicalType":"timestamp-millis"}},
       {"name":"total_amount","type":"double"},
       {"name":"currency","type":"string"},
       {"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","fields":[
         {"name":"sku","type":"string"},{"name":"quantity","type":"int"},
         {"name":"price","type":"double"}]}}},
       {"name":"shipping","type":{"type":"record","name":"Shipping","fields":[
         {"name":"country","type":"string"},{"name":"method","type":"string"}]}},
       {"name":"note","type":"string"}]}
      """;
  private static final String PROTOBUF =
      """
      syntax = "proto3";
      import "google/protobuf/timestamp.proto";
      message Order {
        string event_type = 1;
        string order_id = 2;
        optional string customer_id = 3;
        google.protobuf.Timestamp event_time = 4;
        double total_amount = 5;
        string currency = 6;
        repeated Item items = 7;
        Shipping shipping = 8;
        string note = 9;
        message Item { string sku = 1; int32 quantity = 2; double price = 3; }
        message Shipping { string country = 1; string method = 2; }
      }
      """;

  private static final SchemaLookup IN_AVRO = found(AVRO_ID, SchemaFormat.AVRO, AVRO);
  private static final SchemaLookup IN_PROTOBUF =
      found(PROTOBUF_ID, SchemaFormat.PROTOBUF, PROTOBUF);

  private static SchemaLookup found(int id, SchemaFormat format, String text) {
    return new SchemaLookup.Found(
        new WriterSchema(
            new SchemaId.Confluent(id),
            format,
            text,
            List.of(),
            Set.of(new SubjectVersion(SUBJECT, 1))));
  }

  /** An order, which has no customer if it is a faulty one. */
  static byte[] avro(JsonNode order) throws IOException {
    ByteArrayOutputStream bytes = framed(AVRO_ID);
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    out.writeString(order.path("event_type").asText());
    out.writeString(order.path("order_id").asText());
    if (order.has("customer_id")) {
      out.writeIndex(1);
      out.writeString(order.path("customer_id").asText());
    } else {
      out.writeIndex(0);
    }
    out.writeLong(Instant.parse(order.path("event_time").asText()).toEpochMilli());
    out.writeDouble(order.path("total_amount").asDouble());
    out.writeString(order.path("currency").asText());
    out.writeArrayStart();
    out.setItemCount(order.path("items").size());
    for (JsonNode item : order.path("items")) {
      out.startItem();
      out.writeString(item.path("sku").asText());
      out.writeInt(item.path("quantity").asInt());
      out.writeDouble(item.path("price").asDouble());
    }
    out.writeArrayEnd();
    out.writeString(order.at("/shipping/country").asText());
    out.writeString(order.at("/shipping/method").asText());
    out.writeString(order.path("note").asText());
    return bytes.toByteArray();
  }

  /** An order, which has no customer if it is a faulty one. */
  static byte[] protobuf(JsonNode order) throws IOException {
    ByteArrayOutputStream bytes = framed(PROTOBUF_ID);
    bytes.write(0);
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeString(1, order.path("event_type").asText());
    out.writeString(2, order.path("order_id").asText());
    if (order.has("customer_id")) {
      out.writeString(3, order.path("customer_id").asText());
    }
    Instant time = Instant.parse(order.path("event_time").asText());
    out.writeByteArray(
        4,
        message(
            part -> {
              part.writeInt64(1, time.getEpochSecond());
              part.writeInt32(2, time.getNano());
            }));
    out.writeDouble(5, order.path("total_amount").asDouble());
    out.writeString(6, order.path("currency").asText());
    for (JsonNode item : order.path("items")) {
      out.writeByteArray(
          7,
          message(
              part -> {
                part.writeString(1, item.path("sku").asText());
                part.writeInt32(2, item.path("quantity").asInt());
                part.writeDouble(3, item.path("price").asDouble());
              }));
    }
    out.writeByteArray(
        8,
        message(
            part -> {
              part.writeString(1, order.at("/shipping/country").asText());
              part.writeString(2, order.at("/shipping/method").asText());
            }));
    out.writeString(9, order.path("note").asText());
    out.flush();
    return bytes.toByteArray();
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static ByteArrayOutputStream framed(int id) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    return bytes;
  }

  @Override
  public SchemaLookup byId(SchemaId id) {
    return id.equals(new SchemaId.Confluent(AVRO_ID)) ? IN_AVRO : IN_PROTOBUF;
  }

  @Override
  public SchemaLookup byIdAgain(SchemaId id) {
    return byId(id);
  }

  @Override
  public SchemaLookup latest(String subject) {
    return new SchemaLookup.Unknown();
  }

  @Override
  public SchemaLookup version(String subject, int version) {
    return new SchemaLookup.Unknown();
  }
}
