"""A small names table that shows each part of the format."""

from __future__ import annotations

SAMPLE = """\
entity_id,kind,lang,name,is_preferred,name_kind,country,population,birth_year,description,same_as,source,remark
loc:baku,place,az,Bakı,true,,AZ,2300500,,"Hauptstadt, am Meer",geonames:587084 wikidata:Q9248,hand,
loc:baku,place,de,Baku,true,,,,,,,hand,
loc:baku,place,az-Cyrl,Бакы,true,,,,,,,hand,
per:aliyev_ilham,person,az,İlham Əliyev,true,,AZ,,1961,,,hand,checked
per:aliyev_ilham,person,de,Ilham Alijew,true,,,,,,,press,
per:aliyev_ilham,person,ru,Ильхам Алиев,true,,,,,,,press,
org:un,org,en,United Nations,true,,,,,,,hand,
org:un,org,en,UN,false,abbreviation,,,,,,hand,
loc:bakuriani,place,de,Bakuriani,false,,GE,2000,,,,hand,
"""

REDIRECTS = """\
old_id,new_id,reason
loc:baki,loc:baku,two IDs for one city
loc:atlantis,,there is no such place
"""
