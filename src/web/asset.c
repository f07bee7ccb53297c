#include "asset.h"
#include "ensure.h"

const struct asset *asset_find(struct str path)
{
	for (size_t i = 0; i < ASSET__COUNT; i++)
		if (str_equal(asset_row[i].path, path))
			return &asset_row[i];
	return NULL;
}

struct url asset_url(enum asset_id id)
{
	ASSERT(id < ASSET__COUNT);
	return url_path(asset_row[id].path);
}
