/* steward-shapes FILE FIELD: reads the shapes of areas from a Shapefile, GeoJSON or GeoPackage, and prints them as
 * GeoJSON in WGS84, one feature a line, each with `code`: what stands in FIELD. Where that is not possible it prints
 * the reason, one sentence, and ends with 1.
 *
 * It takes no more than a minute of the processor, and is ended by a file that is broken beyond what libgdal bears. */
#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { PROCESSOR_SECONDS = 60, FEATURES_MOST = 200000, NAMES_BYTES = 400 };

static int refuse(const char *reason, const char *detail)
{
    printf("%s%s%s", reason, *detail ? ": " : "", detail);
    return EXIT_FAILURE;
}

/* The one layer that holds anything; NULL, which was told, where there is none or are several. */
static OGRLayerH layer_find(GDALDatasetH file)
{
    OGRLayerH found = NULL;
    int filled = 0;
    for (int i = 0; i < GDALDatasetGetLayerCount(file); i++) {
        OGRLayerH layer = GDALDatasetGetLayer(file, i);
        if (OGR_L_GetFeatureCount(layer, TRUE) > 0) {
            found = layer;
            filled++;
        }
    }
    if (filled == 1 && OGR_L_GetFeatureCount(found, TRUE) <= FEATURES_MOST)
        return found;
    refuse(filled > 1 ? "holds several layers, expected one"
           : filled   ? "holds more than 200000 shapes"
                      : "holds no shapes",
           "");
    return NULL;
}

static int field_find(OGRLayerH layer, const char *name)
{
    OGRFeatureDefnH fields = OGR_L_GetLayerDefn(layer);
    char names[NAMES_BYTES] = "", reason[NAMES_BYTES + 100];
    int used = 0, found = OGR_FD_GetFieldIndex(fields, name);
    for (int i = 0; i < OGR_FD_GetFieldCount(fields) && used < NAMES_BYTES; i++)
        used += snprintf(names + used, (size_t)(NAMES_BYTES - used), "%s%s", i ? ", " : "",
                         OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(fields, i)));
    snprintf(reason, sizeof reason, "has no field %s with the codes of areas, but %s", name, used ? names : "none");
    if (found < 0)
        refuse(reason, "");
    return found;
}

/* From the layer's positions to those of WGS84; NULL where they are such already, or nobody says what they are. */
static OGRCoordinateTransformationH transformation_new(OGRLayerH layer, OGRSpatialReferenceH wgs84)
{
    OGRSpatialReferenceH source = OGR_L_GetSpatialRef(layer);
    OSRImportFromEPSG(wgs84, 4326);
    OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
    if (!source)
        return NULL;
    OSRSetAxisMappingStrategy(source, OAMS_TRADITIONAL_GIS_ORDER);
    return OSRIsSame(source, wgs84) ? NULL : OCTNewCoordinateTransformation(source, wgs84);
}

static void code_print(FILE *out, const char *code)
{
    fputc('"', out);
    for (; *code; code++)
        if ((unsigned char)*code < 0x20)
            fprintf(out, "\\u%04x", (unsigned)(unsigned char)*code);
        else
            fprintf(out, "%s%c", *code == '"' || *code == '\\' ? "\\" : "", *code);
    fputc('"', out);
}

/* False where its shape cannot be turned. */
static bool feature_print(FILE *out, OGRFeatureH feature, int field, OGRCoordinateTransformationH turn)
{
    char precision[] = "COORDINATE_PRECISION=7" /* a centimetre */, *options[] = {precision, NULL}, *json = NULL;
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    if (geometry && turn && OGR_G_Transform(geometry, turn) != OGRERR_NONE)
        return false;
    if (geometry) {
        OGR_G_FlattenTo2D(geometry);
        json = OGR_G_ExportToJsonEx(geometry, options);
    }
    fprintf(out, "{\"type\": \"Feature\", \"properties\": {\"code\": ");
    code_print(out, OGR_F_GetFieldAsString(feature, field));
    fprintf(out, "}, \"geometry\": %s}", json ? json : "null");
    CPLFree(json);
    return true;
}

static bool features_print(FILE *out, OGRLayerH layer, int field, OGRCoordinateTransformationH turn)
{
    const char *separator = "{\"type\": \"FeatureCollection\", \"features\": [\n";
    bool good = true;
    OGR_L_ResetReading(layer);
    while (good) {
        OGRFeatureH feature = OGR_L_GetNextFeature(layer);
        if (!feature)
            break;
        fputs(separator, out);
        good = feature_print(out, feature, field, turn);
        OGR_F_Destroy(feature);
        separator = ",\n";
    }
    fputs("\n]}\n", out);
    return good;
}

/* Prints all of them or none. */
static int layer_print(OGRLayerH layer, int field, OGRCoordinateTransformationH turn)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    bool good = out && features_print(out, layer, field, turn);
    if (out)
        fclose(out);
    if (good)
        fwrite(text, 1, length, stdout);
    free(text);
    return good ? EXIT_SUCCESS : refuse("a shape cannot be turned into WGS84", CPLGetLastErrorMsg());
}

static int file_print(GDALDatasetH file, const char *name)
{
    OGRLayerH layer = layer_find(file);
    int field = layer ? field_find(layer, name) : -1;
    if (field < 0)
        return EXIT_FAILURE;
    OGRSpatialReferenceH wgs84 = OSRNewSpatialReference(NULL);
    OGRCoordinateTransformationH turn = transformation_new(layer, wgs84);
    int status = layer_print(layer, field, turn);
    if (turn)
        OCTDestroyCoordinateTransformation(turn);
    OSRDestroySpatialReference(wgs84);
    return status;
}

int main(int argc, char **argv)
{
    const struct rlimit processor = {PROCESSOR_SECONDS, PROCESSOR_SECONDS};
    static const char *const drivers[] = {"ESRI Shapefile", "GeoJSON", "GPKG", NULL};
    if (argc != 3)
        return refuse("steward-shapes FILE FIELD is called by steward area import", "");
    setrlimit(RLIMIT_CPU, &processor);
    CPLSetErrorHandler(CPLQuietErrorHandler);
    GDALAllRegister();
    GDALDatasetH file = GDALOpenEx(argv[1], GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
    int status = file ? file_print(file, argv[2]) : refuse("is no file of shapes", CPLGetLastErrorMsg());
    if (file)
        GDALClose(file);
    GDALDestroyDriverManager();
    return fflush(stdout) == 0 ? status : EXIT_FAILURE;
}
